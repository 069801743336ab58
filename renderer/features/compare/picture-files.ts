import { PICTURE_FONT, type Picture } from './comparison-picture.ts';

/** Widths of texts as this browser would draw them. */
export function createMeasure(): (text: string, size: number) => number {
  const context = document.createElement('canvas').getContext('2d');
  return (text, size) => {
    if (!context) return (text.length * size) / 2;
    context.font = `${size}px ${PICTURE_FONT}`;
    return context.measureText(text).width;
  };
}

const PNG_SCALE = 2;

/** The picture as PNG, at twice its size. */
export async function asPng({ svg, width, height }: Picture): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * PNG_SCALE;
  canvas.height = height * PNG_SCALE;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The browser made no picture.'))),
      'image/png',
    );
  });
}

import { z } from 'zod';

/**
 * `open`: in the program that the system has for such files; `reveal`: shown in the folder where it lies; `drag`: hung on
 * the pointer that is pressed in the window, to be dropped into other programs.
 */
export const OpenHow = z.enum(['open', 'reveal', 'drag']);
export type OpenHow = z.infer<typeof OpenHow>;

export const OpenRequest = z.object({ documentId: z.int(), how: OpenHow });
export type OpenRequest = z.infer<typeof OpenRequest>;

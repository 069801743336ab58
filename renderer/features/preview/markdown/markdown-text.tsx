import { Fragment, type ReactNode, useMemo } from 'react';
import { MarkedPassage } from '../../../components/marked-passage.tsx';
import { shift } from '../../../state/excerpt.ts';
import { markText, type TextRange } from '../../../state/marked-text.ts';
import './markdown-text.css';
import { markdownTree } from './markdown-tree.ts';
import { type Form, type Shown, shownMarkdown } from './markdown-view.ts';

interface MarkdownTextProps {
  /** The whole document. */
  readonly text: string;
  /** The part of it that is shown. */
  readonly region: TextRange;
  readonly sentence: TextRange;
  readonly words: readonly TextRange[];
}

/** A part of a Markdown document, laid out; its text stays text, whatever it contains. */
export function MarkdownText({ text, region, sentence, words }: MarkdownTextProps) {
  const { start, end } = region;
  const content = useMemo(
    () => shownMarkdown(markdownTree(text.slice(start, end), start), text),
    [text, start, end],
  );
  return <Pieces pieces={content} marks={{ text, sentence, words }} />;
}

type Marks = Pick<MarkdownTextProps, 'text' | 'sentence' | 'words'>;

function Pieces({ pieces, marks }: { readonly pieces: readonly Shown[]; readonly marks: Marks }) {
  return pieces.map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have no identity but their position
    <Fragment key={index}>{asElement(piece, marks)}</Fragment>
  ));
}

function asElement(piece: Shown, marks: Marks): ReactNode {
  switch (piece.kind) {
    case 'text':
      return <MarkedText piece={piece} {...marks} />;
    case 'box':
      return ELEMENTS[piece.form](<Pieces pieces={piece.children} marks={marks} />, piece.note);
    case 'break':
      return <br />;
    case 'rule':
      return <hr />;
  }
}

interface MarkedTextProps extends Marks {
  readonly piece: Extract<Shown, { kind: 'text' }>;
}

function MarkedText({ piece, text, sentence, words }: MarkedTextProps) {
  const { start, end, instead } = piece;
  const touches = (range: TextRange) => range.end > start && range.start < end;
  const marked = touches(sentence) ? sentence : null;
  if (instead !== undefined) {
    return <MarkedPassage runs={markText(instead, marked && { start: 0, end: instead.length }, [])} />;
  }
  const inside = words.filter(touches).map((word) => shift(word, start));
  return <MarkedPassage runs={markText(text.slice(start, end), marked && shift(marked, start), inside)} />;
}

/** Headings of the document stand under that of the preview. */
const ELEMENTS: Readonly<Record<Form, (content: ReactNode, note: string | undefined) => ReactNode>> = {
  paragraph: (content) => <p>{content}</p>,
  'heading-1': (content) => <h3 className="markdown-h1">{content}</h3>,
  'heading-2': (content) => <h4 className="markdown-h2">{content}</h4>,
  'heading-3': (content) => <h5 className="markdown-h3">{content}</h5>,
  'heading-4': (content) => <h6 className="markdown-h4">{content}</h6>,
  emphasis: (content) => <em>{content}</em>,
  strong: (content) => <strong>{content}</strong>,
  gone: (content) => <s>{content}</s>,
  code: (content) => <code>{content}</code>,
  'code-block': (content) => <pre>{content}</pre>,
  quote: (content) => <blockquote>{content}</blockquote>,
  list: (content) => <ul>{content}</ul>,
  'numbered-list': (content, first) => <ol start={Number(first ?? 1)}>{content}</ol>,
  item: (content) => <li>{content}</li>,
  table: (content) => (
    <div className="markdown-table">
      <table>{content}</table>
    </div>
  ),
  head: (content) => <thead>{content}</thead>,
  body: (content) => <tbody>{content}</tbody>,
  row: (content) => <tr>{content}</tr>,
  'head-cell': (content) => <th>{content}</th>,
  cell: (content) => <td>{content}</td>,
  link: (content, address) => (
    <span className="markdown-link" title={address}>
      {content}
    </span>
  ),
  source: (content) => <pre className="markdown-source">{content}</pre>,
};

import { describe, expect, it } from 'vitest';
import { extentOf, summarise, whyKept } from './duplicate-wording.ts';
import { member } from './sample-group.ts';
import { differenceOf } from './text-difference.ts';

describe('the passage to keep', () => {
  const long = member({ readable: 'one two three four', modifiedAt: 2 });
  const short = member({ readable: 'one two three', modifiedAt: 1 });

  it('is the longer one', () => {
    expect(whyKept({ members: [long, short] })).toBe('it is the longer of the two');
  });
  it('is the older one of equally long ones', () => {
    expect(whyKept({ members: [short, { ...short, modifiedAt: 2 }] })).toBe('it is the older of the two');
  });
  it('is the first by place where nothing else tells them apart', () => {
    expect(whyKept({ members: [short, short] })).toBe('it comes first by place; neither is longer or older');
  });
  it('is the one that all others repeat', () => {
    expect(whyKept({ members: [long, short, short] })).toBe(
      'all the others repeat it, and it is the longest',
    );
    expect(whyKept({ members: [short, long, short] })).toBe('all the others repeat it');
  });
});

describe('a difference in one line', () => {
  it('counts the words of either side', () => {
    expect(summarise(differenceOf('a b c d e', 'a b c d f g'))).toBe(
      '1 word only on the left, 2 words only on the right, 4 the same.',
    );
    expect(summarise(differenceOf('a b c d e', 'a b c d'))).toBe('1 word only on the left, 4 the same.');
  });
  it('tells when there is none', () => {
    expect(summarise(differenceOf('a  b', 'a b'))).toBe('Word for word the same.');
    expect(summarise(differenceOf('a, b.', 'a, b!'))).toBe('Word for word the same but for punctuation.');
  });
  it('counts what both share where that is little', () => {
    expect(summarise(differenceOf('a b c', 'x y z'))).toBe('They share no word.');
    expect(summarise(differenceOf('storm b c d', 'storm x y z'))).toBe('1 word in both, marked.');
  });
});

describe('the extent of a group', () => {
  it('counts documents once', () => {
    expect(extentOf({ members: [member({ documentId: 1 }), member({ documentId: 1 })] })).toBe(
      '2 passages in 1 document',
    );
  });
});

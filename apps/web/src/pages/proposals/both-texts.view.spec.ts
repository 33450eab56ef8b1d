import { Form } from '../../http/forms';
import { bothTexts, type DraftField } from './both-texts.view';

const now = (title: string, level: string): DraftField[] => [
  { name: 'title', label: 'Title', now: title },
  { name: 'level', label: 'Level', now: level },
];
const read = JSON.stringify({ title: 'One', level: '4' });
const stale = (values: object) => new Form({ was: read, ...values }, { stale: true });

describe('a page that somebody else saved meanwhile', () => {
  it('shows the difference where both changed the same field, and keeps what was typed', () => {
    const { form, met } = bothTexts(stale({ title: 'One of mine', level: '4' }), now('One of theirs', '4'));
    expect(form.value('title')).toBe('One of mine');
    expect(met).toEqual([
      {
        label: 'Title',
        is: 'both',
        now: 'One of theirs',
        difference: [
          { is: 'same', text: 'One of ' },
          { is: 'out', text: 'theirs' },
          { is: 'in', text: 'mine' },
        ],
      },
    ]);
  });

  it('takes over what only the other person changed, and keeps what only this one did', () => {
    const { form, met } = bothTexts(stale({ title: 'One', level: '5' }), now('Another', '4'));
    expect([form.value('title'), form.value('level')]).toEqual(['Another', '5']);
    expect(met?.map(({ label, is }) => [label, is])).toEqual([['Title', 'theirs']]);
  });

  it('counts every difference as one of both where the form does not say what was read', () => {
    for (const was of ['', 'no JSON', 'null', '[]']) {
      const { form, met } = bothTexts(stale({ was, title: 'One', level: '4' }), now('Another', '4'));
      expect([form.value('title'), met?.map(({ is }) => is)]).toEqual(['One', ['both']]);
    }
  });

  it('has nothing to show where the other person was on another page, or typed the same', () => {
    expect(bothTexts(stale({ title: 'Two', level: '4' }), now('One', '4')).met).toEqual([]);
    expect(bothTexts(stale({ title: 'Two', level: '4' }), now('Two', '4')).met).toEqual([]);
  });

  it('is read anew after that, and keeps what was read when a form was only wrong', () => {
    expect(bothTexts(stale({ title: 'Two' }), now('Three', '5')).was).toBe('{"title":"Three","level":"5"}');
    expect(
      bothTexts(new Form({ was: read, title: '' }, { errors: [{ text: 'Enter it' }] }), now('Three', '5')).was,
    ).toBe(read);
  });

  it('sees no difference in line ends', () => {
    const fields = [{ name: 'title', label: 'Titles', now: 'One\nTwo' }];
    expect(bothTexts(stale({ title: 'One\r\nTwo' }), fields).met).toEqual([]);
  });
});

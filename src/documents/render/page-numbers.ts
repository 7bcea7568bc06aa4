import { cleanText } from '../clean-text.ts';
import { paragraphOf } from './paragraphs.ts';
import type { Layout } from './sheet.ts';
import { runProperties } from './text-runs.ts';

/** The footers of a section: odd pages' and even pages'. */
export function pageNumberFooters(layout: Layout) {
  const { docx, profile } = layout;
  const [before = '', after = ''] = cleanText(profile.pageNumber.format).text.split('{page}');
  const footer = (style: 'footerOdd' | 'footerEven') =>
    new docx.Footer({
      children: [
        paragraphOf(layout, { style, element: 'pageNumber' }, [
          new docx.TextRun({
            ...runProperties(layout, 'pageNumber'),
            children: [...(before ? [before] : []), docx.PageNumber.CURRENT, ...(after ? [after] : [])],
          }),
        ]),
      ],
    });
  return { default: footer('footerOdd'), even: footer('footerEven') };
}

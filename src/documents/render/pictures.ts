import type { FileChild } from 'docx';
import { cleanText } from '../clean-text.ts';
import type { Picture } from '../document.ts';
import { makeParagraph, paragraphOf } from './paragraphs.ts';
import type { Layout } from './sheet.ts';

/** Twips in a pixel of 1/96 inch, in which docx counts. */
const twipsPerPixel = 15;

/** A picture in its own proportions, as large as it is but no larger than the type area, with its caption below. */
export function pictureBlocks(layout: Layout, picture: Picture): FileChild[] {
  const { docx, geometry, ids } = layout;
  const [width, height] = [Math.max(1, picture.width), Math.max(1, picture.height)];
  const mostWidth = geometry.typeWidth / twipsPerPixel;
  const mostHeight = (geometry.typeHeight - 3 * geometry.linePitch) / twipsPerPixel;
  const scale = Math.min(1, mostWidth / width, mostHeight / height);
  const id = ids.nextPicture();
  const description = cleanText(picture.description).text.replaceAll('\n', ' ');
  const image = new docx.ImageRun({
    type: 'png',
    data: picture.png,
    transformation: { width: Math.round(width * scale), height: Math.round(height * scale) },
    altText: { id: String(id), name: `图${id}`, title: '', description },
  });
  const hasCaption = picture.caption !== undefined;
  const shown = paragraphOf(
    layout,
    { style: 'picture', element: 'body', options: { keepNext: hasCaption } },
    [image],
  );
  if (picture.caption === undefined) return [shown];
  return [
    shown,
    makeParagraph(layout, { style: 'caption', element: 'caption', options: { keepNext: false } }, [
      picture.caption,
    ]),
  ];
}

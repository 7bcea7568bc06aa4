import type { DocumentProfile } from './profile.ts';

/** Twips (1/20 point) in a millimetre. */
const twipsPerMillimetre = 1440 / 25.4;

export const toTwips = (millimetres: number): number => Math.round(millimetres * twipsPerMillimetre);

/** The measures of a page in twips, as Word wants them. */
export interface PageGeometry {
  readonly width: number;
  readonly height: number;
  readonly margins: Readonly<Record<'top' | 'bottom' | 'left' | 'right', number>>;
  /** From the lower edge of the page to the lower edge of the page number's line. */
  readonly footer: number;
  /** Width and height of the type area (版心). */
  readonly typeWidth: number;
  readonly typeHeight: number;
  readonly linePitch: number;
  /** Of the grid: what is added to the width of each character, 1/4096 point. */
  readonly characterSpace: number;
  /** Width of one character on the grid, not whole. */
  readonly characterPitch: number;
  /**
   * What each character of the body is spaced by itself, in twips, so that a line holds as many as the grid says
   * where a program does not know a grid narrower than its characters (LibreOffice gives each two cells).
   */
  readonly bodySpacing: number;
}

/** Height of the page number's line in twips: its font's, so that its middle is half of it from its foot. */
const footerLine = (profile: DocumentProfile): number => Math.round(profile.fonts.pageNumber.size * 20);

/**
 * The geometry of a profile's pages. Twips are coarser than the standard's numbers: the bottom margin gives way by
 * some hundredths of a millimetre, so that all lines fit (22 lines of 580 twips need 225.07 mm).
 * A landscape page is the portrait one turned clockwise: what was bound left is bound at the top.
 */
export function pageGeometry(profile: DocumentProfile, isLandscape = false): PageGeometry {
  const { page, margins, grid } = profile;
  const [width, height] = [toTwips(page.width), toTwips(page.height)];
  const [top, left, right] = [toTwips(margins.top), toTwips(margins.left), toTwips(margins.right)];
  const linePitch =
    grid.linePitch === undefined
      ? Math.round(((page.height - margins.top - margins.bottom) * twipsPerMillimetre) / grid.lines)
      : Math.round(grid.linePitch * 20);
  const bottom = Math.min(toTwips(margins.bottom), height - top - grid.lines * linePitch);
  const typeWidth = width - left - right;
  const exact = ((page.width - margins.left - margins.right) * twipsPerMillimetre) / grid.characters;
  const characterSpace = Math.floor((exact / 20 - profile.fonts.body.size) * 4096);
  const characterPitch = profile.fonts.body.size * 20 + (characterSpace * 20) / 4096;
  // A little closer than the grid: the programs round their cells to tenths of a millimetre; lines are justified.
  const bodySpacing = Math.floor(characterPitch - profile.fonts.body.size * 20 - 1.5);
  const shared = { linePitch, characterSpace, characterPitch, bodySpacing };
  const half = footerLine(profile) / 2;
  const footerOf = (margin: number) =>
    Math.max(0, margin - toTwips(profile.pageNumber.below) - Math.round(half));
  if (isLandscape) {
    return {
      ...shared,
      width: height,
      height: width,
      margins: { top: left, right: top, bottom: right, left: bottom },
      footer: footerOf(right),
      typeWidth: height - top - bottom,
      typeHeight: typeWidth,
    };
  }
  return {
    ...shared,
    width,
    height,
    margins: { top, right, bottom, left },
    footer: footerOf(bottom),
    typeWidth,
    typeHeight: height - top - bottom,
  };
}

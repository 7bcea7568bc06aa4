import type { DocumentProfile } from '../profile.ts';
import { declaration, escapeXml } from './styles-part.ts';

const namespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const office = 'http://schemas.microsoft.com/office/word';

/** `word/settings.xml`: pages alternate, the text keeps to the grid, Word counts as it does for Chinese documents. */
export function settingsPart(hasAlternatePages: boolean): string {
  return (
    `${declaration}<w:settings xmlns:w="${namespace}"><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>` +
    `<w:defaultTabStop w:val="420"/>${hasAlternatePages ? '<w:evenAndOddHeaders/>' : ''}` +
    '<w:drawingGridHorizontalSpacing w:val="158"/><w:drawingGridVerticalSpacing w:val="579"/>' +
    '<w:characterSpacingControl w:val="doNotCompress"/>' +
    '<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>' +
    `<w:compatSetting w:name="compatibilityMode" w:uri="${office}" w:val="15"/>` +
    `<w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" w:uri="${office}" w:val="1"/>` +
    `<w:compatSetting w:name="enableOpenTypeFeatures" w:uri="${office}" w:val="1"/>` +
    `<w:compatSetting w:name="doNotFlipMirrorIndents" w:uri="${office}" w:val="1"/></w:compat>` +
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
  );
}

/** `word/fontTable.xml`: each font with the first it may be replaced by, which Word then takes by itself. */
export function fontTablePart(profile: DocumentProfile): string {
  const fonts = new Map(Object.values(profile.fonts).map(({ font, fallback }) => [font, fallback]));
  const entries = [...fonts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([font, fallback]) => {
      const other = fallback.length > 0 ? `<w:altName w:val="${escapeXml(fallback.join(','))}"/>` : '';
      return `<w:font w:name="${escapeXml(font)}">${other}<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>`;
    });
  const western =
    profile.western === 'same' || fonts.has(profile.western)
      ? ''
      : `<w:font w:name="${escapeXml(profile.western)}"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>`;
  return `${declaration}<w:fonts xmlns:w="${namespace}">${entries.join('')}${western}</w:fonts>`;
}

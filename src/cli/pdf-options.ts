import type { OptionDefinition } from './command.ts';

/** Where more fonts are, for what is drawn with the machine's own: PDFs without an office suite, charts. */
export const fontOption: OptionDefinition = {
  flags: '--font-dir <path>',
  description: '中文字体文件，或放字体的文件夹（先用它里面的）',
};

/** Which LibreOffice, where it is not found by itself. */
export const officeOption: OptionDefinition = {
  flags: '--soffice <path>',
  description: 'LibreOffice 的程序或安装文件夹（自动找不到时写）',
};

/** For documents that LibreOffice turns into PDFs. */
export const officePdfOptions: readonly OptionDefinition[] = [
  { flags: '--pdf', description: '另出一份 PDF（要用 LibreOffice）' },
  officeOption,
];

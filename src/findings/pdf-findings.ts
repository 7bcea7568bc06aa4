import type { FindingDefinition } from './finding.ts';

/** What can be in the way of a PDF. */
export const pdfFindings = {
  'pdf-compiler-missing': {
    severity: 'error',
    title: '没有生成 PDF 的组件',
    message: '生成 PDF 的组件用不了：{reason}。',
    remedy: '请在幼联的安装文件夹里运行 npm install {package}@0.6.0，再试一次；或改出 Word（.docx）文件。',
  },
  'pdf-template-broken': {
    severity: 'error',
    title: 'PDF 版式文件有误',
    message: '版式文件“{value}”{place}不对：{reason}。',
    remedy: '请改正这一处；如果是本单位自己改过的版式，删去它就会用回自带的。',
  },
  'office-missing': {
    severity: 'error',
    title: '没有找到 LibreOffice',
    message: '转成 PDF 要用 LibreOffice，这台电脑上没有找到。',
    remedy:
      '请安装 LibreOffice（免费），或用 --soffice 指出它的程序；也可以不加 --pdf，生成 Word 文件后在 Word 或 WPS 里另存为 PDF。',
  },
  'office-unusable': {
    severity: 'error',
    title: 'LibreOffice 启动不了',
    message: 'LibreOffice 的程序“{value}”启动不了：{reason}。',
    remedy: '请打开一次 LibreOffice 看能否使用，或用 --soffice 指出另一处的程序。',
  },
  'office-failed': {
    severity: 'error',
    title: '有文件没有转成 PDF',
    message: '{total} 个文件里有 {count} 个没有转成 PDF：{value}。',
    remedy: '请关闭正在运行的 LibreOffice 再试一次；还不行，请打开这几个 Word 文件另存为 PDF。',
  },
  'office-timeout': {
    severity: 'error',
    title: '转成 PDF 用时太长',
    message: 'LibreOffice 过了 {seconds} 秒还没有转完，已经停止。',
    remedy: '请少选几个文件再试一次，或生成 Word 文件后在 Word 或 WPS 里另存为 PDF。',
  },
  'glyph-missing': {
    severity: 'warning',
    title: '字体里没有这个字',
    message: '“{value}”里有这台电脑的字体都没有的字：{characters}，PDF 里显示不出来。',
    remedy: '请装上有这些字的字体（如“全宋体”“思源宋体”），或用 --font-dir 指出它，再打印一次。',
  },
} as const satisfies Record<string, FindingDefinition>;

import type { FindingDefinition } from './finding.ts';

/** What can be odd about a Word document that is read for its tables. */
export const wordFindings = {
  'word-no-tables': {
    severity: 'error',
    title: 'Word 文档里没有表格',
    message: '这个 Word 文档里一个表格也没有，没有可以读取的内容。',
    remedy: '请检查是否选错了文件；如果内容是图片或用空格排出来的，请照着填进表格再导入。',
  },
  'word-beside': {
    severity: 'warning',
    title: 'Word 文档里没有表格，已跳过',
    message: '“{value}”里一个表格也没有，当作通知、说明一类的文件跳过了。',
    remedy: '是通知、说明的不用处理；如果是报来的表，内容却是图片或用空格排出来的，请填进表格再导入。',
  },
  'word-changes-accepted': {
    severity: 'warning',
    title: '文档里有修订',
    message: '这个 Word 文档里有还没有接受或拒绝的修订，按全部接受后的内容读取：删除的不算，插入的算。',
    remedy: '请在 Word 或 WPS 里看一遍修订，如有不该接受的，拒绝后再导入一次。',
  },
  'word-hidden-text': {
    severity: 'warning',
    title: '单元格里有隐藏文字',
    message: '这个单元格里有设为“隐藏”的文字，打印时看不见，没有读取。',
    remedy: '如果是需要的内容，请在 Word 或 WPS 里选中后取消“隐藏文字”，再导入一次。',
  },
  'word-table-in-cell': {
    severity: 'warning',
    title: '单元格里还有表格',
    message: '这个单元格里还套着一个表格，其中的文字连在一起当作这一格的内容。',
    remedy: '请核对这一格的内容；如果套着的表格要单独导入，请把它移到外面来。',
  },
} as const satisfies Record<string, FindingDefinition>;

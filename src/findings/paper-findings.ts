import type { FindingDefinition } from './finding.ts';

/** What can be wrong with papers (文书) and their templates. */
export const paperFindings = {
  'paper-unknown': {
    severity: 'error',
    title: '没有这种文书',
    message: '没有“{value}”这种文书；相近或现有的有：{known}。',
    remedy: '请核对名称（youlian document list 可列出），或在“幼联模板”文件夹的 papers 里自备一种。',
  },
  'paper-invalid': {
    severity: 'error',
    title: '文书说明文件写法有误',
    message: '文书说明文件第 {line} 行第 {column} 列：{expected}。',
    remedy: '请按提示修改 {file}；拿不准时与自带的文书对照。',
  },
  'paper-source-unknown': {
    severity: 'error',
    title: '字段取自台账里没有的一项',
    message: '文书说明文件 {file} 里，字段“{field}”取自“{value}”，这种文书的台账数据里没有这一项。',
    remedy: '请改正这个字段的 from；相近或可用的有：{known}。',
  },
  'paper-field-unknown': {
    severity: 'error',
    title: '文书没有这个字段',
    message: '“{kind}”没有“{value}”这个字段。',
    remedy: '请改用：{known}。各字段见 youlian document list。',
  },
  'paper-field-value': {
    severity: 'error',
    title: '字段的内容不对',
    message: '字段“{field}”的内容“{value}”不对，{expected}。',
    remedy: '请改正 --field {field}=… 后再生成。',
  },
  'paper-field-missing': {
    severity: 'error',
    title: '缺少必须填写的内容',
    message: '{subject}“{kind}”缺少“{field}”，没有生成。',
    remedy: '{where}，再生成。',
  },
  'paper-field-blank': {
    severity: 'warning',
    title: '文书里有空着的地方',
    message: '“{value}”没有内容，文书里留了空白“＿＿”。',
    remedy: '请在台账里补上后重新生成，或在生成的文件里手工填写。',
  },
  'paper-template-broken': {
    severity: 'error',
    title: 'Word 模板不能用',
    message: 'Word 模板 {file} 不能用：{reason}。',
    remedy: '请用 Word 打开模板改好，再生成。',
  },
  'paper-template-tag': {
    severity: 'error',
    title: 'Word 模板里的字段有误',
    message: 'Word 模板“{place}”这一段里的 {value}：{expected}',
    remedy: '请用 Word 打开 {file}，找到这一段，改正后保存。',
  },
  'paper-template-value': {
    severity: 'error',
    title: '字段的内容与模板的写法不合',
    message: '“{field}”的内容“{value}”{expected}。',
    remedy: '请在 {file} 里换一种格式，或核对台账里的这一项。',
  },
  'paper-subject-missing': {
    severity: 'error',
    title: '没有说明为谁生成',
    message: '“{kind}”按{subject}生成，没有说明是哪一个。',
    remedy: '请加 {option}，或加 --all 为全部生成。',
  },
  'paper-group-empty': {
    severity: 'error',
    title: '没有成员园',
    message: '“{value}”还没有成员园，没有生成。',
    remedy: '请先用 youlian group add 登记成员园，或导入名单。',
  },
  'paper-subject-none': {
    severity: 'error',
    title: '没有可生成的对象',
    message: '台账里没有可以生成“{kind}”的{subject}。',
    remedy: '{remedy}',
  },
} as const satisfies Record<string, FindingDefinition>;

import type { FindingDefinition } from './finding.ts';

/** What can be wrong with registers (登记簿) and their entries. */
export const registerFindings = {
  'register-unknown': {
    severity: 'error',
    title: '没有这种登记簿',
    message: '没有登记簿“{value}”。有：{known}。',
    remedy: '请用 youlian register list 查看；本单位自定的登记簿，放在模板文件夹的 registers 里。',
  },
  'register-field-unknown': {
    severity: 'error',
    title: '登记簿没有这一栏',
    message: '{register}没有“{value}”这一栏。有：{known}。',
    remedy: '请写成“栏目=内容”，栏目照所列的名称。',
  },
  'register-field-missing': {
    severity: 'error',
    title: '登记缺少必填的栏目',
    message: '{register}的一项登记应写明：{fields}。',
    remedy: '请用“栏目=内容”补上。',
  },
  'register-subject-needed': {
    severity: 'error',
    title: '没有写明登记的是谁',
    message: '{register}按{of}登记，没有写明是哪一个。',
    remedy: '请加 {option}。',
  },
  'register-entry-unknown': {
    severity: 'error',
    title: '没有这一项登记',
    message: '登记簿里没有编号为 {value} 的登记。',
    remedy: '请用 youlian register show 查看编号。',
  },
  'register-entry-twice': {
    severity: 'error',
    title: '已有同一项登记',
    message: '{register}里{of}已有同一项登记（编号 {id}）：{content}。',
    remedy: '请用 youlian register set {id} 修改它；不是同一项的，请把区分它们的栏目（{key}）写得不同。',
  },
  'register-twice': {
    severity: 'error',
    title: '同一项登记填了两次，两处不同',
    message: '{register}：{place}已有同一项，两处不同：那里是“{other}”，这里是“{value}”。',
    remedy: '请核对哪一处对，改正或删去另一处。现在收下的是先读到的“{other}”。',
    forSender: '请核对哪一处对，改正或删去另一处，再交回。',
  },
} as const satisfies Record<string, FindingDefinition>;

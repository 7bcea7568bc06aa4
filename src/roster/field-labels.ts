/** Headings of the roster table by field, in its order: for showing, without reading the table's definition. */
export const fieldLabels = {
  code: '学校标识码',
  creditCode: '统一社会信用代码',
  name: '园所名称',
  district: '所属区县',
  town: '所属镇街',
  address: '通讯地址',
  longitude: '经度',
  latitude: '纬度',
  ownership: '办园性质',
  inclusive: '是否普惠',
  category: '现类别',
  isNew: '是否新建',
  isWeak: '是否薄弱',
  buildState: '建设状态',
  classes: '班级数',
  children: '在园幼儿数',
  staff: '教职工数',
  teachers: '专任教师数',
  preschoolTeachers: '学前教育专业教师数',
  middleTitles: '中级职称数',
  seniorTitles: '高级职称数',
  principal: '园长',
  phone: '联系电话',
} as const;

export type LabelledField = keyof typeof fieldLabels;

/** A value as a clerk writes it; null where there is none. */
export function valueInWords(value: string | number | boolean | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'boolean' ? (value ? '是' : '否') : String(value);
}

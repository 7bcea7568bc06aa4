import type { FindingDefinition } from './finding.ts';

/** What can be wrong with official tables as a whole: their recognition, blocks of rows, labels of forms. */
export const tableFindings = {
  'table-unknown': {
    severity: 'error',
    title: '认不出是哪张表',
    message: '工作表“{sheet}”不是{tables}中的任何一张，看到的栏目有：{headings}。',
    remedy:
      '请核对是否拿错了文件；确是官方表的，请照“youlian template”给出的表样改好栏目名，或用 --table 指明是哪张表、用 --map 指明各栏。',
    forSender:
      '请核对是否发错了文件；没有发错的，请把栏目名改成官方表样的写法（没有表样的，请向发来退改稿的单位要一份空表），再交回。',
  },
  'sheet-unread': {
    severity: 'warning',
    title: '有一张工作表没有读取',
    message: '工作表“{sheet}”上没有认出官方表，没有读取。',
    remedy: '只是说明就不用管；有要导入的内容，请照表样改好栏目名。',
  },
  'table-ambiguous': {
    severity: 'error',
    title: '像两张表，分不清',
    message: '工作表“{sheet}”既像{tables}，分不清是哪一张。',
    remedy: '请用 --table 指明是哪张表，如 --table {id}；在终端里不加 --yes 导入，会问到。',
    forSender: '请把栏目名改成官方表样的写法，或在标题里写明是哪一张表，再交回。',
  },
  'column-missing': {
    severity: 'error',
    title: '缺少必需的栏',
    message: '{table}缺少必需的栏：{missing}。第 {row} 行看到的栏目有：{headings}。',
    remedy: '请补上这一栏，或把栏目名改成表样的写法；两层表头请把上层（如主导园、联盟园）也写上。{advice}',
  },
  'column-duplicate': {
    severity: 'error',
    title: '同一栏出现两次',
    message: '{table}的“{field}”有两列都像：{cells}。',
    remedy:
      '请只留一列，或把另一列的栏目名改清楚；也可以用 {option} 指明读哪一列，或在终端里不加 --yes 导入，会问到。',
    forSender: '请只留一列，或把另一列的栏目名改清楚，再交回。',
  },
  'heading-ambiguous': {
    severity: 'error',
    title: '一个栏目名像两栏',
    message: '{table}的栏目“{value}”既像{fields}，分不清是哪一栏。',
    remedy: '请把栏目名改成表样的写法；也可以用 {option} 指明，或在终端里不加 --yes 导入，会问到。',
    forSender: '请把栏目名改成官方表样的写法，再交回。',
  },
  'header-ambiguous': {
    severity: 'error',
    title: '两行都像表头，而且不一样',
    message: '{table}的{rows}都像表头，却不一样：{differences}。',
    remedy: '请删去不对的一行；也可以用 {option} 指明各在哪一列，或在终端里不加 --yes 导入，会问到。',
    forSender: '请删去不对的一行，再交回。',
  },
  'columns-by-order': {
    severity: 'warning',
    title: '没有上层表头，按顺序读取',
    message: '表头没有写上层名称，各列按表样的顺序读作：{fields}。',
    remedy: '请核对顺序是否一致；最好补上“主导园”“联盟园”这一层表头。',
  },
  'heading-loose': {
    severity: 'warning',
    title: '栏目名与表样不完全一样',
    message: '栏目“{value}”按“{field}”读取。',
    remedy: '请看一看是不是这个意思；不是的话请改掉栏目名再导入。',
  },
  'heading-unknown': {
    severity: 'notice',
    title: '表样里没有的栏',
    message: '栏目“{value}”（{samples}）表样里没有，这一列没有读取。',
    remedy: '不需要就不用管；若是表样里的某一栏，请把栏目名改成表样的写法，或加 {option} 这样的选项指明。',
  },
  'column-unheaded': {
    severity: 'warning',
    title: '有内容的一列没有栏目名',
    message: '{column} 列没有栏目名，这一列的 {count} 格内容没有读取，第一格是“{value}”。',
    remedy: '属于表里某一栏的，请补上栏目名再导入；只是随手的记号就不用管。',
  },
  'hidden-columns': {
    severity: 'notice',
    title: '读取了隐藏的列',
    message: '隐藏的列 {columns} 也照样读取了。',
    remedy: '不想导入隐藏的内容，请删去后再导入。',
  },
  'hidden-rows': {
    severity: 'notice',
    title: '读取了隐藏的行',
    message: '{count} 个隐藏的行也照样读取了：第 {rows} 行。',
    remedy: '不想导入隐藏的内容，请删去后再导入。',
  },
  'hidden-sheet': {
    severity: 'warning',
    title: '读取了隐藏的工作表',
    message: '工作表“{sheet}”是隐藏的（{way}），上面的表也照样读取了。',
    remedy: '请核对是不是要导入的内容；不要的请删去这张工作表再导入，已经写入的用 youlian undo 撤销。',
    forSender: '请看一看隐藏的工作表是不是要报的；不要报的请删掉，要报的请取消隐藏，再交回。',
  },
  'header-changed': {
    severity: 'warning',
    title: '表中间的表头顺序变了',
    message: '第 {row} 行起的表头与上面不同，以下各行按新的表头读取。',
    remedy: '请核对以下各行是否读对。',
  },
  'header-unreadable': {
    severity: 'error',
    title: '表中间的表头读不懂',
    message: '第 {row} 行的表头与上面不同，缺少“{missing}”或栏目重复，这一行不知道怎么读。',
    remedy: '请把这一段的表头改成与上面一样，再导入。',
  },
  'value-carried': {
    severity: 'warning',
    title: '空着的一格按上面的内容收下',
    message: '“{field}”空着，按上面 {from} 的“{value}”收下。',
    remedy: '请核对是否同一家；不是的话请填上。',
  },
  'block-unclear': {
    severity: 'error',
    title: '不知道属于哪一个',
    message: '“{field}”空着，上面的合并格或小计到此为止，不知道这一行属于哪一个。',
    remedy: '请填上，或把上面的合并格延长到这一行。',
  },
  'block-rejected': {
    severity: 'error',
    title: '上面的内容有误，这一行也不能收',
    message: '“{field}”随上面的 {from}，而那一格有误。',
    remedy: '请先改好 {from}。',
  },
  'ditto-without-value': {
    severity: 'error',
    title: '“同上”的上面没有内容',
    message: '“{field}”写着“{value}”，紧挨着的上一行却没有可用的内容。',
    remedy: '请直接填写内容。',
  },
  'rows-after-end': {
    severity: 'warning',
    title: '表尾下面还有数据',
    message: '填报人、说明等表尾以下，第 {row} 行起又有数据，已照常读取。',
    remedy: '请核对这些行是否属于这张表。',
  },
  'label-missing': {
    severity: 'warning',
    title: '找不到栏目',
    message: '申请表里找不到“{field}”这一栏，没有读取。',
    remedy:
      '请照表样补上栏目名，或用 --map "表里的栏目名={field}" 指明；栏目左侧的大栏（如联盟园基本信息、主导园信息）也要在。',
    forSender: '请照表样补上栏目名；栏目左侧的大栏（如联盟园基本信息、主导园信息）也要在。',
  },
  'label-duplicate': {
    severity: 'error',
    title: '栏目重复',
    message: '“{field}”这一栏出现了几次（{cells}），分不清读哪一个。',
    remedy: '请只留一个；也可以加 {option} 这样的选项指明读哪一个（只管这一次）。',
  },
  'form-blank': {
    severity: 'error',
    title: '空白的表',
    message: '这张{table}没有填写任何内容。',
    remedy: '请确认是否发错了文件，填好后再导入。',
  },
  'form-value-unclear': {
    severity: 'error',
    title: '一栏里有几格内容',
    message: '“{field}”右边有几格内容（{cells}），分不清读哪一格。',
    remedy: '请只填在一格里。',
  },
  'form-unread': {
    severity: 'notice',
    title: '有些内容没有读取',
    message: '这些内容不属于任何栏目，没有读取：{texts}。',
    remedy: '不需要就不用管；若属于某一栏，请填到那一栏的格子里。',
  },
} as const satisfies Record<string, FindingDefinition>;

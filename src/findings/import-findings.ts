import type { FindingDefinition } from './finding.ts';

/** What can be wrong with a batch of files as a whole, or between its files. */
export const importFindings = {
  'nothing-to-import': {
    severity: 'error',
    title: '没有可导入的文件',
    message: '“{value}”里没有可以导入的表格文件。',
    remedy:
      '请检查文件夹是否给对；能导入的是 Excel、WPS、.ods、.csv 表格，Word 文档（.docx）里的表格，以及它们的压缩包（.zip）。',
  },
  'file-skipped': {
    severity: 'notice',
    title: '不是表格文件，已跳过',
    message: '“{value}”不是表格文件，没有读。',
    remedy:
      '不用处理；如果里面有要导入的内容，请另存为 .xlsx 再导入；文本文件（.txt）可以单独给出文件名来导入。',
  },
  'lock-file-skipped': {
    severity: 'notice',
    title: '临时文件，已跳过',
    message: '“{value}”是 Excel 或 WPS 打开文件时留下的临时文件，没有读。',
    remedy: '不用处理；如果对应的表格正开着，请先保存并关闭，免得漏掉没保存的内容。',
  },
  'findings-capped': {
    severity: 'warning',
    title: '问题太多，没有全部列出',
    message: '这张表共有 {count} 处问题，只列出了其中的前 {kept} 处。',
    remedy: '多半是栏目错了位或整列填错。请先照列出的问题改好再导入一次，其余的问题会接着列出。',
  },
  'file-repeated': {
    severity: 'notice',
    title: '同一文件给了两次',
    message: '“{value}”在这一批里给了不止一次，只读一次。',
    remedy: '不用处理。',
  },
  'file-changed': {
    severity: 'error',
    title: '文件在导入时被改动',
    message: '“{value}”在读取过程中被改动了，没有导入。',
    remedy: '请等文件保存好、关闭后再导入一次。',
  },
  'problem-list-only': {
    severity: 'notice',
    title: '只有问题清单',
    message: '“{value}”里只有问题清单，没有要导入的表格。',
    remedy: '请在原来的表格里按清单改正，再导入原来的表格。',
  },
  'near-miss': {
    severity: 'error',
    title: '园名相近，要由人判断',
    message: '“{value}”与台账里的名称相近，但不能断定是同一所园：{candidates}。这一行没有导入。',
    remedy:
      '如果是同一所，请把表里的名称改成台账里的写法；如果确是另一所，请先用 youlian kindergarten add 登记。{answering}',
    forSender: '如果就是上面列出的一所，请把表里的名称改成那里的写法；如果确是另一所，请在交回时说明。',
  },
  'match-sheet-unreadable': {
    severity: 'error',
    title: '不是待认园所表',
    message: '“{value}”不是待认园所表：{reason}。',
    remedy: '请用 --return-dir 导入时生成的“待认园所.xlsx”，在里面填好“是哪一所”再来；什么也没有导入。',
  },
  'match-answer-unknown': {
    severity: 'error',
    title: '答的不是候选园所',
    message: '“{name}”的“是哪一所”写的是“{value}”，认不出来。可以写：{expected}。这一处没有采用。',
    remedy: '请改成候选园所前的序号、“新园”、学校标识码或 #编号，再导入一次。',
  },
  'match-answer-unclear': {
    severity: 'error',
    title: '答的不止一所园',
    message: '“{name}”的“是哪一所”写的是“{value}”，不能断定是哪一所：{candidates}。这一处没有采用。',
    remedy: '请只写一个序号，或写学校标识码、#编号，再导入一次。',
  },
  'match-row-changed': {
    severity: 'error',
    title: '待认园所表里这一行与现在的不符',
    message: '待认园所表里“{name}”这一行与现在的情况不符：{reason}。这一行的回答没有采用。',
    remedy: '请不要改动“是哪一所”以外的内容；可加 --return-dir 重新导入，在新的待认园所表里回答。',
  },
  'match-answer-unasked': {
    severity: 'notice',
    title: '已不用再答',
    message: '待认园所表里“{name}”这一处这次没有问到，回答“{value}”没有用上。',
    remedy: '不用处理：可能已经认过、表里已经改正，或者这次没有导入那个文件。',
  },
  'batch-disagreement': {
    severity: 'warning',
    title: '同一批文件说法不一',
    message: '“{subject}”的这一栏，这里是“{value}”，而 {other} 给的是“{otherValue}”。',
    remedy: '请核实哪一个对，把另一份表改过来再导入；现在采用的是“{taken}”。',
  },
  'columns-shifted': {
    severity: 'error',
    title: '有一列像是错了位',
    message:
      '{column}像是错填了{other}的内容：有改动的 {changed} 行里，{rows} 行填的与台账里那一栏的一样或相近。例如 {examples}。这张表整张没有写入。',
    remedy: '请核对这一列是不是移动过、粘错了；改正后再导入。确实没有错的，加 --accept-shifted 再导入一次。',
    forSender: '请核对这一列是不是移动过、粘错了；改正后再交回。确实没有错的，请在交回时说明。',
  },
  'columns-shifted-accepted': {
    severity: 'warning',
    title: '像是错了位的列，已按要求照收',
    message:
      '{column}像是错填了{other}的内容：有改动的 {changed} 行里，{rows} 行填的与台账里那一栏的一样或相近。例如 {examples}。按要求照收。',
    remedy: '请再看一眼；收错了可用 youlian undo 撤销。',
    forSender: '请再看一眼；错了的请改正后再交回。',
  },
  'rows-shifted': {
    severity: 'error',
    title: '有几列像是错了一行',
    message:
      '第 {from}—{to} 行像是错了一行：连着 {rows} 行的{columns}，填的与台账里{side}一行那所园的一样。例如 {examples}。这张表整张没有写入。',
    remedy:
      '请核对这几列与园所名称是不是没有对齐（如删了一格、只排序了一部分列）；改正后再导入。确实没有错的，加 --accept-shifted 再导入一次。',
    forSender:
      '请核对这几列与园所名称是不是没有对齐（如删了一格、只排序了一部分列）；改正后再交回。确实没有错的，请在交回时说明。',
  },
  'rows-shifted-accepted': {
    severity: 'warning',
    title: '像是错了一行的内容，已按要求照收',
    message:
      '第 {from}—{to} 行像是错了一行：连着 {rows} 行的{columns}，填的与台账里{side}一行那所园的一样。例如 {examples}。按要求照收。',
    remedy: '请再看一眼；收错了可用 youlian undo 撤销。',
    forSender: '请再看一眼；错了的请改正后再交回。',
  },
  'columns-mixed': {
    severity: 'error',
    title: '有一列填的像是另一栏',
    message: '{column}有 {rows} 行填的像是{other}的内容。例如 {examples}。这张表整张没有写入。',
    remedy: '请核对这一列是不是移动过、粘错了；改正后再导入。确实没有错的，加 --accept-shifted 再导入一次。',
    forSender: '请核对这一列是不是移动过、粘错了；改正后再交回。确实没有错的，请在交回时说明。',
  },
  'columns-mixed-accepted': {
    severity: 'warning',
    title: '填的像是另一栏的列，已按要求照收',
    message: '{column}有 {rows} 行填的像是{other}的内容。例如 {examples}。按要求，能收的照收。',
    remedy: '请再看一眼；收错了可用 youlian undo 撤销。',
    forSender: '请再看一眼；错了的请改正后再交回。',
  },
  'map-field-unknown': {
    severity: 'error',
    title: '表样里没有这一栏',
    message: '--map 右边的“{value}”不是表样里的栏目。{near}',
    remedy: '请从这些栏目里选：{fields}。',
  },
  'map-field-several': {
    severity: 'error',
    title: '表样里有几栏同名',
    message: '{table}里叫“{value}”的有几栏：{fields}。',
    remedy: '请写明是哪一栏，如 --map "{from}=上层栏目>{value}"。',
  },
  'map-heading-unknown': {
    severity: 'error',
    title: '表里没有这个栏目',
    message: '--map 左边的“{value}”在这批文件里找不到。{near}',
    remedy: '请核对；表头附近看到的有：{headings}。',
  },
  'map-field-unfit': {
    severity: 'error',
    title: '指明的栏目用不上',
    message: '--map "{value}"没有用上：这批文件里认出的是{tables}，没有能这样对应的一列。',
    remedy: '请核对列号和栏目；可用的栏目有：{fields}。',
  },
  'map-letters-several': {
    severity: 'error',
    title: '不同的几张表不能用同一个列号或格子',
    message: '--map 左边写的是列号或格子 {value}，这批文件里却有不同的几张表都有它：{places}。',
    remedy: '请改写栏目名，或把这几张表分开导入。',
  },
  'mapping-unknown': {
    severity: 'error',
    title: '没有这条栏目对应',
    message: '没有编号是“{value}”的栏目对应。',
    remedy: '请用 youlian mapping list 查看编号。',
  },
  'return-copy-rebuilt': {
    severity: 'notice',
    title: '退改稿是新做的表格',
    message: '“{value}”是{kind}，退改稿是照它的内容新做的 .xlsx，没有带过来的有：{lost}。',
    remedy:
      '让填表人在退改稿上改，改好就能导入；要保留原来的样子，请对照问题清单在自己的原表上改，或先另存为 .xlsx 再导入一次。',
  },
  'return-copy-unsigned': {
    severity: 'notice',
    title: '退改稿去掉了电子签名',
    message: '“{value}”带有电子签名，标注之后签名就失效了，所以退改稿里去掉了它。',
    remedy: '请填表人改好后重新签名；自己的原表没有变动。',
  },
  'return-copy-without-comments': {
    severity: 'notice',
    title: '退改稿里没有批注',
    message: '“{value}”的工作表“{sheets}”不能加批注（文件是严格的开放格式），只标了色。',
    remedy: '请填表人对照退改稿里的问题清单改正。',
  },
  'return-copy-list-only': {
    severity: 'notice',
    title: '退改稿只有问题清单',
    message: '“{value}”的退改稿只列出了问题清单，没有在原表上标注：{reason}。',
    remedy: '请让填表人对照清单，在自己的原表上改正。',
  },
} as const satisfies Record<string, FindingDefinition>;

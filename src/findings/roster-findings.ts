import type { FindingDefinition } from './finding.ts';

/** What can be wrong with kindergartens: naming one, telling whether two are the same, what a roster says of them. */
export const rosterFindings = {
  'kindergarten-elsewhere': {
    severity: 'error',
    title: '园所不在这个区县',
    message: '园所“{name}”在台账里属{place}，这里的区县写的是“{value}”。',
    remedy: '请核对区县；台账里的不对的，请先改园所信息。',
    forSender: '请核对园所和区县，再交回。',
  },
  'kindergarten-unknown': {
    severity: 'error',
    title: '台账里没有这所园',
    message: '台账里没有找到园所“{value}”。{near}',
    remedy: '请核对名称，或改用学校标识码；用 youlian kindergarten list 可查看全部园所。',
    forSender: '请核对名称，写全称，或写学校标识码，再交回。',
  },
  'kindergarten-ambiguous': {
    severity: 'error',
    title: '不止一所园叫这个名称',
    message: '“{value}”可以指不止一所园：{candidates}。',
    remedy: '请{way}，指明是哪一所。',
  },
  'find-nothing': {
    severity: 'warning',
    title: '没有找到园所',
    message: '台账里没有与“{value}”相符的园所。',
    remedy:
      '请少写几个字或字母再找；区县可以不写。也可用 youlian kindergarten list --district 区县 看一个区县的全部园所。',
  },
  'filter-unmatched': {
    severity: 'warning',
    title: '没有符合这一条件的园所',
    message: '台账里没有{field}为“{value}”的园所。{known}',
    remedy: '请核对是否写对。',
  },
  'kindergarten-exists': {
    severity: 'error',
    title: '台账里已有这所园',
    message: '按{by}，它与台账里的“{value}”（#{id}）是同一所园。',
    remedy: '要改它的情况，请用 youlian kindergarten edit；确是另一所园，请核对标识码和名称。',
  },
  'kindergarten-similar': {
    severity: 'warning',
    title: '与已有园所名称相近',
    message: '“{value}”与台账里的园所名称相近：{candidates}。',
    remedy: '请核对是不是同一所；确是另一所园，加 --allow-similar 登记。',
  },
  'field-unknown': {
    severity: 'error',
    title: '没有这个栏目',
    message: '园所信息里没有“{value}”这个栏目。可用的栏目：{known}。',
    remedy: '请改成其中一个，写成“栏目=值”。',
  },
  'district-alias': {
    severity: 'notice',
    title: '区县名称疑为误写',
    message: '区县“{value}”按“{meant}”收下。',
    remedy: '如果确是“{meant}”，请在表里改正；如果另有所指，请改成准确的名称再导入。',
  },
  'district-near': {
    severity: 'error',
    title: '区县名称疑为误写',
    message: '台账里没有区县“{value}”，它与已有的“{near}”只差一点，可能写错了。没有收下。',
    remedy: '请改成“{near}”再来；确是另一个区县的，请先用 youlian office set --add-district {value} 登记。',
    forSender: '请改成“{near}”；确是另一个区县的，请在交回时说明。',
  },
  'district-added': {
    severity: 'notice',
    title: '台账里新增了区县',
    message: '区县“{value}”台账里原来没有，已登记。',
    remedy: '请核对是否写对；如果写错了，请用 youlian undo 撤销这次操作，改正后重来。',
  },
  'inclusive-contradiction': {
    severity: 'warning',
    title: '办园性质与是否普惠不一致',
    message: '办园性质写的是“{ownership}”，是否普惠却写“{value}”。按“是否普惠”一栏收下，记为不是普惠园。',
    remedy: '请核对后改正其中一栏，再导入一次。',
  },
  'district-missing': {
    severity: 'warning',
    title: '有园所没有区县',
    message: '这张表有 {count} 所园不知道属于哪个区县，已按没有区县收下：{names}。',
    remedy:
      '请加上“所属区县”一栏填好，再导入一次；没有区县的园，名称相近时难以分辨，也不会列进各区县的名单。',
  },
  'town-without-district': {
    severity: 'warning',
    title: '有镇街没有区县',
    message: '填了所属镇街“{value}”，但不知道属于哪个区县，镇街没有收下。',
    remedy: '请补上所属区县，再导入一次。',
  },
  'coordinates-half': {
    severity: 'warning',
    title: '坐标只有一半',
    message: '“{subject}”的坐标只填了一个（{value}），缺{missing}，算不出距离。',
    remedy: '请补上{missing}。',
  },
  'coordinates-implausible': {
    severity: 'warning',
    title: '坐标不在国内',
    message: '“{subject}”的坐标（{value}）不在我国范围内。',
    remedy: '请核对经度、纬度，用地图上查到的数值改正。',
  },
  'coordinates-far': {
    severity: 'warning',
    title: '坐标离其他园所很远',
    message: '“{subject}”的坐标（{value}）离其他园所的中间位置有 {kilometres} 公里，像是填错了。',
    remedy: '请在地图上核对经度、纬度；确实在那里的不用改，但组建联盟时不按它量距离。',
    forSender: '请在地图上核对经度、纬度；确实在那里的不用改，请在交回时说明。',
  },
  'teachers-exceed-staff': {
    severity: 'warning',
    title: '专任教师多于教职工',
    message: '“{subject}”的专任教师数 {value} 大于教职工数 {staff}。',
    remedy: '教职工数应包含专任教师，请核对这两个数。',
  },
  'preschool-exceed-teachers': {
    severity: 'warning',
    title: '学前专业教师多于专任教师',
    message: '“{subject}”的学前教育专业教师数 {value} 大于专任教师数 {teachers}。',
    remedy: '请核对这两个数。',
  },
  'classes-crowded': {
    severity: 'warning',
    title: '平均班额过大',
    message: '“{subject}”有 {value} 名幼儿、{classes} 个班，平均每班 {average} 人。',
    remedy: '请核对班级数和在园幼儿数；确实如此的不用改。',
  },
  'children-without-classes': {
    severity: 'warning',
    title: '有幼儿没有班级',
    message: '“{subject}”有 {children} 名幼儿，班级数却是 {value}。',
    remedy: '请核对班级数。',
  },
  'match-contradiction': {
    severity: 'error',
    title: '代码与名称指向不同的园',
    message: '“{value}”：{reason}。这一行没有导入。',
    remedy: '请核对这一行的标识码、信用代码和名称，改正后再导入。',
  },
  'name-far': {
    severity: 'warning',
    title: '同一代码的名称相差很大',
    message: '这一行的{by}是“{known}”的，名称“{value}”却完全不同。按代码认作同一所园。',
    remedy:
      '请核对：如果园所改了名，不用处理；如果代码填错了，请用 youlian undo 撤销这次操作，改正代码后重来。',
    forSender: '请核对：如果园所改了名，请在交回时说明；如果代码填错了，请改正代码。',
  },
  namesake: {
    severity: 'warning',
    title: '同区县有同名园',
    message: '同一区县已有一所“{value}”（代码 {code}），因代码不同，按另一所园登记。',
    remedy: '请核对：如果是同一所园，请用 youlian undo 撤销这次操作，改正代码后重来。',
    forSender: '请核对：如果是同一所园，请改正代码；确是另一所园，不用改。',
  },
  'credit-code-shared': {
    severity: 'warning',
    title: '统一社会信用代码与另一所园相同',
    message: '“{subject}”的统一社会信用代码 {value} 与{known}的相同。',
    remedy: '一个法人办多所园或多个园区时才会这样；不是这样的，请核对并改正其中一所的代码。',
  },
  'merge-same': {
    severity: 'error',
    title: '两次说的是同一所园',
    message: '要合并的两处都是“{value}”（#{id}），它在台账里只有这一条。',
    remedy: '请用 youlian kindergarten find 查出另一条，用 #编号写明要合并的是哪两条。',
  },
  'merge-blocked': {
    severity: 'error',
    title: '这两所园不能合并',
    message: '“{value}”不能并入“{kept}”，台账里有它们是两所园的记录：{reasons}',
    remedy: '请先核实；其中一条记错了的，用 youlian group remove 等命令改正后再合并。',
  },
  'merge-codes-differ': {
    severity: 'warning',
    title: '两所园的学校标识码不同',
    message: '两处的学校标识码不同（{kept}、{gone}）：有两个标识码的通常是两所园。',
    remedy: '请核实“{value}”确是同一所园、其中一个标识码填错了，再合并；合并错了可用 youlian undo 撤销。',
  },
  'duplicate-row': {
    severity: 'error',
    title: '同一所园填了两行',
    message:
      '“{value}”在这一批里已有一行，两行内容不一致：“{field}”这里是“{own}”，那里（{other}）是“{theirs}”。先读到的算数，台账现在是“{held}”；这一行没有导入。',
    remedy:
      '请核实：“{theirs}”对，就把这一行改过来或删去；“{own}”对，请把那一行改正或删去，加 --on-conflict update 再导入一次。',
    forSender: '请核实哪一行对，只留内容正确的一行，再交回。',
  },
  'conflict-kept': {
    severity: 'warning',
    title: '与台账不同，保留了台账',
    message: '“{subject}”的这一栏，表里是“{value}”，台账里是“{before}”，没有改动台账。',
    remedy: '如果应以表为准，请加 --on-conflict update 再导入；如果台账是对的，请改正表里的这一格。',
    forSender: '请核对：如果这一格填错了，请改正；确实应以表为准的，请在交回时说明。',
  },
  'import-conflict': {
    severity: 'error',
    title: '与台账不同，整批没有导入',
    message: '“{subject}”的这一栏，表里是“{value}”，台账里是“{before}”。两处不同，这一批什么也没有导入。',
    remedy: '请核对；要保留台账用 --on-conflict fill，要以表为准用 --on-conflict update。',
    forSender: '请核对：如果这一格填错了，请改正；确实应以表为准的，请在交回时说明。',
  },
} as const satisfies Record<string, FindingDefinition>;

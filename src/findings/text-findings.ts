import type { FindingDefinition } from './finding.ts';

/** What can be wrong with a table that comes as text (.csv, .tsv, .txt). */
export const textFindings = {
  'text-undecodable': {
    severity: 'error',
    title: '文本里有认不出的字',
    message:
      '第 {line} 行有字节不属于任何一个字：文件多半损坏，或由两种编码拼接而成（UTF-8、UTF-16、GB18030 都读不通）。',
    remedy: '请在原来的系统里重新导出一份，或用 Excel、WPS 打开核对后另存为 .xlsx 再导入。',
  },
  'text-quote-unclosed': {
    severity: 'error',
    title: '引号没有成对',
    message: '从第 {row} 行起有一个双引号没有成对，后面的内容会并到一个格子里，因此没有读取。',
    remedy: '请用记事本打开，在这一行补上或删去多出的双引号，或在原来的系统里重新导出一份。',
  },
  'text-encoding-doubtful': {
    severity: 'warning',
    title: '文本编码不能确定',
    message: '文件没有标明编码，按 {encoding} 读取，但其中有些字也像别的编码。',
    remedy: '请看导入的名称是否正常；如有乱码，请用 Excel 或 WPS 打开，另存为 .xlsx 再导入。',
  },
  'text-characters-lost': {
    severity: 'warning',
    title: '文本里有丢失的字',
    message: '第 {line} 行起有“\ufffd”，是以前转换编码时丢掉的字，原来是什么已看不出。',
    remedy: '请对照原件补上这些字，或在原来的系统里重新导出一份。',
  },
  'text-nul': {
    severity: 'notice',
    title: '文本里有空字符',
    message: '文件里有 {count} 个空字符（多半是系统导出时填充的），已略去。',
    remedy: '不用处理；如果有值不对，请用 Excel 或 WPS 打开核对后另存为 .xlsx 再导入。',
  },
  'text-rows-short': {
    severity: 'warning',
    title: '文本里有的行缺了后面的格',
    message: '表头有 {expected} 格，而{rows}，缺的格没有内容可读。',
    remedy: '文件可能没有传完，或这几行少了分隔符；请与原件核对，补全后再导入一次。',
  },
} as const satisfies Record<string, FindingDefinition>;

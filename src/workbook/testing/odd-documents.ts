import type { BrokenFile } from './broken-files.ts';
import { cell, makeDocx, paragraph, row, run, table, wordTable } from './make-docx.ts';

/** A leadership group as a Word table; `name` is the content of the first person's name cell. */
function leadership(name: string): string {
  const header = ['序号', '职务', '姓名', '单位及职务'].map((heading) => cell(heading)).join('');
  const person = cell('1') + cell('组长') + cell(name) + cell('云溪市教育局局长');
  return paragraph('云溪市幼儿园联盟领导小组') + table(row(header) + row(person));
}

/** Word documents about which there is something to say, one for each finding; the same bytes each time. */
export function oddDocuments(): BrokenFile[] {
  const name = '领导小组.docx';
  const of = (code: string, content: string) => ({ code, name, bytes: makeDocx(content) });
  return [
    of('word-no-tables', paragraph('组长：沈知远，云溪市教育局局长')),
    of(
      'word-changes-accepted',
      leadership(
        paragraph(`<w:del><w:r><w:delText>沈志远</w:delText></w:r></w:del><w:ins>${run('沈知远')}</w:ins>`),
      ),
    ),
    of('word-hidden-text', leadership(paragraph(run('沈知远') + run('（暂定）', '<w:vanish/>')))),
    of('word-table-in-cell', leadership(wordTable([['沈知远']]) + paragraph(''))),
  ];
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../findings/catalogue.ts';
import { defaultLimits } from '../limits.ts';
import { elementName, token, XmlCursor } from './xml-cursor.ts';
import { resolveEntities, resolveEscapes } from './xml-text.ts';

const reading = { file: 'x.xlsx', limits: defaultLimits };

/** Tokens in short: `+row r=1 /` for an opening tag (with `/` where it closes itself), `-` for a closing one, the text itself. */
function tokens(xml: string | Buffer, cuts: readonly number[] = []): string[] {
  const bytes = Buffer.from(xml);
  const cursor = new XmlCursor(reading, 'part.xml');
  const found: string[] = [];
  const drain = () => {
    for (;;) {
      const kind = cursor.next();
      if (kind === token.needMore || kind === token.finished) return;
      if (kind === token.closed) found.push('-');
      else if (kind === token.text) found.push(cursor.text());
      else found.push(opened(cursor));
    }
  };
  const edges = [0, ...[...cuts].sort((one, other) => one - other), bytes.length];
  for (let index = 1; index < edges.length; index++) {
    cursor.push(bytes.subarray(edges[index - 1], edges[index]));
    drain();
  }
  cursor.finish();
  drain();
  return found;
}

function opened(cursor: XmlCursor): string {
  const values = Array.from(
    { length: cursor.attributes },
    (_, index) =>
      ` ${cursor.bytes.toString('utf8', cursor.nameStart(index), cursor.nameEnd(index))}=${cursor.valueAt(index)}`,
  );
  const name = ['row', 'c', 'a', 'b', '园'].find((each) => elementName(each) === cursor.name) ?? '?';
  return `+${cursor.prefix()}${name}${values.join('')}${cursor.empty ? ' /' : ''}`;
}

function codeOf(xml: string): string | undefined {
  try {
    tokens(xml);
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error.finding.code;
    throw error;
  }
}

describe('XmlCursor', () => {
  it.each<[string, string[]]>([
    ['<a/>', ['+a /']],
    ['<a></a>', ['+a', '-']],
    ['<?xml version="1.0"?>\n<a>x</a>\n', ['\n', '+a', 'x', '-']],
    ['<x:row x:r="1"  r = \'2\'\n/>', ['+x:row x:r=1 r=2 /']],
    ['<a b="1>2" c="\'">y</a >', ["+a b=1>2 c='", 'y', '-']],
    ['<a b="&lt;&#x56ed;&quot;"/>', ['+a b=<园" /']],
    ['<a>1 &lt; 2 &amp;&amp; 3 &gt; 2 &#22253;&#x20000;</a>', ['+a', '1 < 2 && 3 > 2 园𠀀', '-']],
    ['<a>&unknown; &#0; &#x110000; & b</a>', ['+a', '&unknown; &#0; &#x110000; & b', '-']],
    ['<a><![CDATA[<b>&amp;]]]]></a>', ['+a', '<b>&amp;]]', '-']],
    ['<a><![CDATA[]]></a>', ['+a', '', '-']],
    ['<a>x<!-- <b> -- --->y<?b <b> ?>z</a>', ['+a', 'x', 'y', 'z', '-']],
    ['<a>1\r\n2\r3</a>', ['+a', '1\n2\n3', '-']],
    ['<a><![CDATA[1\r\n2]]></a>', ['+a', '1\n2', '-']],
    ['<园>幼儿园</园>', ['+园', '幼儿园', '-']],
    ['<a/>\0\0\0', ['+a /']],
  ])('%j', (xml, expected) => {
    expect(tokens(xml)).toEqual(expected);
    // Also with every byte on its own.
    expect(
      tokens(
        xml,
        Array.from({ length: Buffer.byteLength(xml) }, (_, index) => index),
      ),
    ).toEqual(expected);
  });

  it('gives the same tokens wherever the bytes are cut', () => {
    const xml = Buffer.from(
      '<?xml version="1.0"?><x:a k="1&amp;\'>"><!-- 注 - -- --><row r="1">幼儿园&#x56ed;</row><b/><![CDATA[ ]] <c> ]]></x:a>',
    );
    const whole = tokens(xml);
    fc.assert(
      fc.property(fc.array(fc.nat(xml.length), { maxLength: 12 }), (cuts) => {
        expect(tokens(xml, cuts)).toEqual(whole);
      }),
    );
  });

  it.each([
    ['', 'workbook-corrupt'],
    ['no xml at all', 'workbook-corrupt'],
    ['<a>', 'workbook-corrupt'],
    ['<a></a', 'workbook-corrupt'],
    ['<a', 'workbook-corrupt'],
    ['<a b="1', 'workbook-corrupt'],
    ['<a>text', 'workbook-corrupt'],
    ['<a><!-- ', 'workbook-corrupt'],
    ['<a><![CDATA[ ]]', 'workbook-corrupt'],
    ['<a/></a>', 'workbook-corrupt'],
    ['<a b=1/>', 'workbook-corrupt'],
    ['<a b/>', 'workbook-corrupt'],
    ['<a / b>', 'workbook-corrupt'],
    ['<a><!ELEMENT a></a>', 'workbook-corrupt'],
    ['< a/>', 'workbook-corrupt'],
    ['<!DOCTYPE a><a/>', 'workbook-hostile'],
    ['<a><!DOCTYPE a SYSTEM "file:///etc/passwd"></a>', 'workbook-hostile'],
  ])('refuses %j as %s', (xml, code) => expect(codeOf(xml)).toBe(code));

  it('refuses a token that never ends instead of holding it', () => {
    const cursor = new XmlCursor({ file: 'x', limits: { ...defaultLimits, textLength: 10 } }, 'part.xml');
    const chunk = Buffer.alloc(512 * 1024, 0x20);
    cursor.push(Buffer.from('<a>'));
    expect(() => {
      for (let index = 0; index < 10; index++) {
        cursor.push(chunk);
        while (cursor.next() !== token.needMore);
      }
    }).toThrow(Failure);
  });
});

describe('resolveEntities and resolveEscapes', () => {
  it.each([
    ['a_x000D_b', 'a\rb'],
    ['_x005F_x000D_', '_x000D_'],
    ['_x00e9_', 'é'],
    ['_xD842__xDFB7_', '𠮷'],
    ['_x00D_', '_x00D_'],
    ['_X000D_', '_X000D_'],
    ['snake_case', 'snake_case'],
  ])('%s → %j', (text, expected) => expect(resolveEscapes(text)).toBe(expected));

  it('resolves an entity once only', () => {
    expect(resolveEntities('&amp;lt;')).toBe('&lt;');
    expect(resolveEntities('&constructor;')).toBe('&constructor;');
  });
});

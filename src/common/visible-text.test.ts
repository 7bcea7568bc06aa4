import { describe, expect, it } from 'vitest';
import { shortened, visibleText } from './visible-text.ts';

describe('visibleText', () => {
  it.each([
    ['东湖区 第一幼儿园\t甲\n乙', '东湖区 第一幼儿园\t甲\n乙'],
    ['甲\u001b[2J\u0007乙', '甲␛[2J␇乙'],
    ['\u0000\r\u007f', '␀␍␡'],
    ['\u009b31m', '\ufffd31m'],
    ['园\u202exslx.exe', '园\ufffdxslx.exe'],
    ['邓\u3000淇 “—”', '邓\u3000淇 “—”'],
  ])('%j', (text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });
});

describe('shortened', () => {
  it('leaves what is short, and tells the length of what is not', () => {
    expect(shortened('东湖区', 3)).toBe('东湖区');
    expect(shortened('东湖区第一幼儿园', 3)).toBe('东湖区…（共 8 字）');
  });
});

/**
 * The script of the map's page: search, click, zoom, drag. Plain JavaScript that any browser of the last ten years
 * runs; it reads nothing but the page it stands in and asks no network. The same text on every map.
 */
export const pageScript = String.raw`
(function () {
  'use strict';
  // 全角、大小写、空格都不影响查找
  function key(text) {
    return String(text).normalize('NFKC').toLowerCase().replace(/\s+/g, '');
  }
  // 几个词用空格隔开时，都要出现
  function matches(text, query) {
    var name = key(text);
    return String(query).split(/\s+/).every(function (word) { return name.indexOf(key(word)) >= 0; });
  }
  // 放大、移动后的视窗，不超出整幅图
  function viewAfter(view, whole, factor, x, y) {
    var zoom = Math.min(16, Math.max(1, (whole.width / view.width) * factor));
    var width = whole.width / zoom, height = whole.height / zoom;
    var left = x - (x - view.x) * (width / view.width), top = y - (y - view.y) * (height / view.height);
    return within({ x: left, y: top, width: width, height: height }, whole);
  }
  function within(view, whole) {
    return {
      x: Math.min(Math.max(view.x, whole.x), whole.x + whole.width - view.width),
      y: Math.min(Math.max(view.y, whole.y), whole.y + whole.height - view.height),
      width: view.width,
      height: view.height
    };
  }
  function centred(whole, zoom, x, y) {
    var width = whole.width / zoom, height = whole.height / zoom;
    return within({ x: x - width / 2, y: y - height / 2, width: width, height: height }, whole);
  }
  function start(document) {
    var svg = document.getElementById('map');
    var input = document.getElementById('search');
    var said = document.getElementById('found');
    var marks = {}, entries = [];
    document.querySelectorAll('#map .m').forEach(function (mark) {
      var id = mark.getAttribute('data-k');
      (marks[id] = marks[id] || []).push(mark);
    });
    document.querySelectorAll('#list [data-k]').forEach(function (entry) {
      entries.push({ id: entry.getAttribute('data-k'), name: entry.querySelector('.name').textContent, element: entry });
    });
    var box = svg.getAttribute('viewBox').split(' ').map(Number);
    var whole = { x: box[0], y: box[1], width: box[2], height: box[3] };
    var view = whole;
    function show(next) {
      view = next;
      var zoom = whole.width / view.width;
      svg.setAttribute('viewBox', [view.x, view.y, view.width, view.height].join(' '));
      svg.style.setProperty('--s', String(1 / zoom));
      [2, 4, 8, 16].forEach(function (level) { svg.classList.toggle('at' + level, zoom >= level * 0.999); });
    }
    function search() {
      var query = input.value.trim();
      var found = 0, first = null;
      document.body.classList.toggle('searching', query !== '');
      entries.forEach(function (entry) {
        var hit = query !== '' && matches(entry.name, query);
        entry.element.classList.toggle('hit', hit);
        (marks[entry.id] || []).forEach(function (mark) { mark.classList.toggle('hit', hit); });
        if (hit) { found += 1; first = first || entry; }
      });
      said.textContent = query === '' ? '' : found === 0 ? '没有找到' : '找到 ' + found + ' 所';
      if (first && first.element.scrollIntoView) first.element.scrollIntoView({ block: 'nearest' });
      return first;
    }
    function go(id) {
      var mark = (marks[id] || [])[0];
      if (!mark) { said.textContent = '这一所没有画在图上'; return; }
      var at = /translate\(([-\d.]+)[ ,]+([-\d.]+)\)/.exec(mark.getAttribute('transform'));
      show(centred(whole, Math.max(4, whole.width / view.width), Number(at[1]), Number(at[2])));
      document.querySelectorAll('.chosen').forEach(function (each) { each.classList.remove('chosen'); });
      marks[id].forEach(function (each) { each.classList.add('chosen'); });
    }
    function at(event) {
      var frame = svg.getBoundingClientRect();
      var scale = Math.max(view.width / frame.width, view.height / frame.height);
      return {
        x: view.x + view.width / 2 + (event.clientX - frame.left - frame.width / 2) * scale,
        y: view.y + view.height / 2 + (event.clientY - frame.top - frame.height / 2) * scale
      };
    }
    input.addEventListener('input', search);
    input.addEventListener('keydown', function (event) {
      if (event.key !== 'Enter' || event.isComposing) return;
      var first = search();
      if (first) go(first.id);
    });
    entries.forEach(function (entry) {
      entry.element.addEventListener('click', function () { go(entry.id); });
    });
    svg.addEventListener('wheel', function (event) {
      event.preventDefault();
      var point = at(event);
      show(viewAfter(view, whole, event.deltaY < 0 ? 1.25 : 0.8, point.x, point.y));
    }, { passive: false });
    var grip = null;
    svg.addEventListener('mousedown', function (event) { grip = at(event); event.preventDefault(); });
    document.addEventListener('mousemove', function (event) {
      if (!grip) return;
      var point = at(event);
      show(within({ x: view.x + grip.x - point.x, y: view.y + grip.y - point.y, width: view.width, height: view.height }, whole));
    });
    document.addEventListener('mouseup', function () { grip = null; });
    document.getElementById('closer').addEventListener('click', function () {
      show(viewAfter(view, whole, 2, view.x + view.width / 2, view.y + view.height / 2));
    });
    document.getElementById('farther').addEventListener('click', function () {
      show(viewAfter(view, whole, 0.5, view.x + view.width / 2, view.y + view.height / 2));
    });
    document.getElementById('whole').addEventListener('click', function () { show(whole); });
  }
  if (typeof document === 'undefined') {
    globalThis.youlianMap = { key: key, matches: matches, viewAfter: viewAfter, within: within, centred: centred, start: start };
  } else {
    start(document);
  }
})();
`;

/** Looks of the page: on the screen the map beside the list, on paper the map on an A4 sheet and the list behind it. */
export const pageStyle = `
*{box-sizing:border-box}
body{margin:0;height:100vh;display:flex;flex-direction:column;font:14px/1.5 'Microsoft YaHei','微软雅黑','PingFang SC','Noto Sans CJK SC','Source Han Sans SC','WenQuanYi Micro Hei',SimHei,sans-serif;color:#222;background:#fff}
header{padding:10px 16px 6px;border-bottom:1px solid #ccc;flex:none}
h1{font-size:20px;margin:0}
header p{margin:0;font-size:13px;color:#444}
.tools{margin-top:6px}
.tools input{font:inherit;width:22em;max-width:60%;padding:3px 8px}
.tools button{font:inherit;padding:2px 10px}
#found{margin-left:8px;color:#a00}
main{flex:1;display:flex;min-height:0}
.sheet{flex:1;min-width:0;padding:8px}
#map{width:100%;height:100%;cursor:grab;touch-action:none}
#map .m>*{transform:scale(var(--s,1))}
#map text{paint-order:stroke;stroke:#fff;stroke-width:2.5px;stroke-linejoin:round}
#map .n,#map .length,#map .districts text{stroke:none}
.z2,.z4,.z8,.z16{display:none}
.at2 .z2,.at4 .z4,.at8 .z8,.at16 .z16{display:inline}
aside{width:340px;flex:none;overflow:auto;border-left:1px solid #ccc;padding:8px 14px}
h2{font-size:15px;margin:12px 0 2px}
h2 .n{display:inline-block;min-width:1.7em;padding:0 4px;margin-right:6px;border-radius:3px;text-align:center}
h2 small{font-weight:normal;color:#555;margin-left:6px}
ul{list-style:none;margin:0;padding:0 0 0 26px}
[data-k]{cursor:pointer}
li small{color:#555;margin-left:6px}
.notes{font-size:12px;color:#444;padding-left:18px}
.searching .m:not(.hit){opacity:.18}
.hit .name{background:#ffe08a}
.m.hit>:first-child,.m.chosen>:first-child{stroke:#000;stroke-width:3px}
.m.hit text{display:inline;font-weight:bold}
@page{size:A4 landscape;margin:10mm}
@media print{
body{display:block;height:auto;font-size:11px}
.tools{display:none}
header{border:0;padding:0 0 4px}
main{display:block}
.sheet{padding:0;height:165mm;break-after:page}
aside{width:auto;border:0;padding:0;overflow:visible;columns:3;column-gap:8mm}
section{break-inside:avoid}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
`;

// CSV as the seed files use it: UTF-8, LF, one header line, a field in double quotes only when it must be.

import { readFileSync, writeFileSync } from 'node:fs';

function parseLine(line) {
  const fields = [];
  const pattern = /("((?:[^"]|"")*)"|[^,]*)(,|$)/g;
  for (;;) {
    const match = pattern.exec(line);
    fields.push(match[2] === undefined ? match[1] : match[2].replaceAll('""', '"'));
    if (match[3] === '') return fields;
  }
}

/** Rows as objects named by the header; lines that start with # are comments. */
export function readCsv(path) {
  const lines = readFileSync(path, 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const header = parseLine(lines[0]);
  return lines.slice(1).map((line) => {
    const fields = parseLine(line);
    if (fields.length !== header.length) throw new Error(`${path}: ${fields.length} fields in: ${line}`);
    return Object.fromEntries(header.map((name, i) => [name, fields[i]]));
  });
}

export function writeCsv(path, columns, rows) {
  const quoted = (value) => (/[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value));
  const lines = rows.map((row) => columns.map((name) => quoted(row[name])).join(','));
  writeFileSync(path, [columns.join(','), ...lines, ''].join('\n'));
}

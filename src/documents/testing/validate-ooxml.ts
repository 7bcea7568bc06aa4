import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DOMParser, type Element as DomElement, type Node as DomNode, XMLSerializer } from '@xmldom/xmldom';
import { strFromU8, unzipSync } from 'fflate';
import { XmlDocument, XmlValidateError, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';

/**
 * Validates packages (.docx, .xlsx) in tests: content types, relationships, and each part whose root is known against
 * the transitional schemas in fixtures/ooxml-xsd, as `validate.py` there does by hand.
 */

const schemaFolder = findSchemas(import.meta.dirname);
const compatibility = 'http://schemas.openxmlformats.org/markup-compatibility/2006';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const office = 'http://schemas.openxmlformats.org';
const spreadsheet = `${office}/spreadsheetml/2006/main`;
const schemaOf: Readonly<Record<string, string>> = {
  [`${office}/wordprocessingml/2006/main`]: 'wml.xsd',
  [spreadsheet]: 'sml.xsd',
  [`${office}/drawingml/2006/main`]: 'dml-main.xsd',
  [`${office}/drawingml/2006/spreadsheetDrawing`]: 'dml-spreadsheetDrawing.xsd',
  [`${office}/drawingml/2006/wordprocessingDrawing`]: 'dml-wordprocessingDrawing.xsd',
  [`${office}/drawingml/2006/chart`]: 'dml-chart.xsd',
  [`${office}/officeDocument/2006/extended-properties`]: 'shared-documentPropertiesExtended.xsd',
  [`${office}/officeDocument/2006/custom-properties`]: 'shared-documentPropertiesCustom.xsd',
  [`${packaged}/metadata/core-properties`]: 'opc-xsd/opc-coreProperties.xsd',
  [`${packaged}/relationships`]: 'opc-xsd/opc-relationships.xsd',
  [`${packaged}/content-types`]: 'opc-xsd/opc-contentTypes.xsd',
};

function findSchemas(from: string): string {
  const folder = join(from, 'fixtures', 'ooxml-xsd');
  if (existsSync(folder)) return folder;
  if (dirname(from) === from) throw new Error('fixtures/ooxml-xsd is not there');
  return findSchemas(dirname(from));
}

const validators = new Map<string, XsdValidator>();

/** Compiling a schema takes a second or so: each is kept for the process. */
function validatorOf(schema: string): XsdValidator {
  const known = validators.get(schema);
  if (known) return known;
  xmlRegisterFsInputProviders();
  const url = pathToFileURL(join(schemaFolder, schema)).href;
  const document = XmlDocument.fromBuffer(readFileSync(join(schemaFolder, schema)), { url });
  const validator = XsdValidator.fromDoc(document);
  validators.set(schema, validator);
  return validator;
}

/** Everything that is wrong with the package, as `part: what`; empty where it is valid. */
export function ooxmlProblems(bytes: Uint8Array): string[] {
  const parts = unzipSync(bytes);
  const names = Object.keys(parts).filter((name) => !name.endsWith('/'));
  const problems: string[] = [];
  const documents = new Map<string, DomElement>();
  for (const name of names) {
    if (!/\.(?:xml|rels)$/iu.test(name)) continue;
    try {
      const root = new DOMParser({ onError: throwing }).parseFromString(
        strFromU8(parts[name]!),
        'text/xml',
      ).documentElement;
      if (root) documents.set(name, root);
    } catch (error) {
      problems.push(`${name}: not well formed: ${String(error)}`);
    }
  }
  problems.push(...contentTypeProblems(names, documents.get('[Content_Types].xml')));
  for (const [name, root] of documents) {
    if (name.endsWith('.rels')) problems.push(...relationshipProblems(name, root, names));
  }
  for (const [name, root] of documents) {
    const schema = schemaOf[root.namespaceURI ?? ''];
    if (schema !== undefined) problems.push(...schemaProblems(name, root, schema));
  }
  return problems;
}

const throwing = (level: string, message: string): void => {
  if (level !== 'warning') throw new Error(message);
};

function elementsOf(node: DomNode): DomElement[] {
  const elements: DomElement[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.nodeType === 1) elements.push(child as DomElement);
  }
  return elements;
}

function contentTypeProblems(names: readonly string[], root: DomElement | undefined): string[] {
  if (!root) return ['[Content_Types].xml: missing'];
  const defaults = new Set<string>();
  const overrides = new Set<string>();
  for (const element of elementsOf(root)) {
    if (element.localName === 'Default')
      defaults.add((element.getAttribute('Extension') ?? '').toLowerCase());
    else
      overrides.add(
        decodeURIComponent(element.getAttribute('PartName') ?? '')
          .replace(/^\//u, '')
          .toLowerCase(),
      );
  }
  const present = new Set(names.map((name) => name.toLowerCase()));
  const typed = (name: string) => overrides.has(name) || defaults.has(name.slice(name.lastIndexOf('.') + 1));
  return [
    ...[...overrides]
      .filter((name) => !present.has(name))
      .map((name) => `[Content_Types].xml: no part ${name}`),
    ...names
      .filter((name) => name !== '[Content_Types].xml' && !typed(name.toLowerCase()))
      .map((name) => `${name}: no content type`),
  ];
}

function relationshipProblems(name: string, root: DomElement, names: readonly string[]): string[] {
  const base = posix.dirname(posix.dirname(name));
  const present = new Set(names.map((each) => each.toLowerCase()));
  const seen = new Set<string>();
  return elementsOf(root).flatMap((element) => {
    const id = element.getAttribute('Id') ?? '';
    const isTwice = seen.has(id);
    seen.add(id);
    const problems = isTwice ? [`${name}: id ${id} twice`] : [];
    const target = decodeURIComponent(element.getAttribute('Target') ?? '').split('#')[0]!;
    if (element.getAttribute('TargetMode') === 'External' || target === '') return problems;
    const path = target.startsWith('/') ? target.slice(1) : posix.normalize(posix.join(base, target));
    return present.has(path.toLowerCase()) ? problems : [...problems, `${name}: no part ${target}`];
  });
}

function schemaProblems(name: string, root: DomElement, schema: string): string[] {
  processCompatibility(root);
  const document = XmlDocument.fromString(new XMLSerializer().serializeToString(root));
  try {
    validatorOf(schema).validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlValidateError)) throw error;
    return error.details.slice(0, 8).map(({ message }) => `${name}: ${message.trim()}`);
  } finally {
    document.dispose();
  }
}

/** Drops what is ignorable and takes fallbacks, as a reader of the base standard does; extension lists stay. */
function processCompatibility(root: DomElement): void {
  const ignorable = new Set<string>();
  const collect = (element: DomElement): void => {
    for (const prefix of (element.getAttributeNS(compatibility, 'Ignorable') ?? '').split(/\s+/u)) {
      const namespace = prefix && element.lookupNamespaceURI(prefix);
      if (namespace) ignorable.add(namespace);
    }
    elementsOf(element).forEach(collect);
  };
  collect(root);
  const walk = (element: DomElement): void => {
    for (const attribute of [...element.attributes]) {
      const namespace = attribute.namespaceURI;
      const isOfExcel = attribute.name === 'xml:space' && element.namespaceURI === spreadsheet;
      if (namespace === compatibility || isOfExcel || (namespace && ignorable.has(namespace))) {
        element.removeAttributeNode(attribute);
      }
    }
    for (const child of elementsOf(element)) {
      if (child.namespaceURI === compatibility && child.localName === 'AlternateContent') {
        const fallback = elementsOf(child).find(({ localName }) => localName === 'Fallback');
        for (const kept of fallback ? elementsOf(fallback) : []) {
          element.insertBefore(kept, child);
          walk(kept);
        }
        element.removeChild(child);
      } else if (child.namespaceURI && ignorable.has(child.namespaceURI)) element.removeChild(child);
      else if (child.localName !== 'ext') walk(child);
    }
  };
  walk(root);
}

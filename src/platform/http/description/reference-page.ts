import type { AnyOperation } from '../../../kernel/contract/operation.ts'
import { spoken } from '../../../kernel/register/spoken.ts'
import { describedPath } from './described-operation.ts'
import { type Components, type Described, operationHtml } from './reference-operation.ts'
import { escaped, fieldsHtml } from './reference-schema.ts'
import { referenceStyle } from './reference-style.ts'

/** What people call the subject of operations: `ai-system` is AI system. */
function subjectName(subject: string): string {
  const words = spoken(subject)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const partsOf = ({ name }: AnyOperation): [subject: string, verb: string] => {
  const [subject = '', verb = ''] = name.split('.')
  return [subject, verb]
}

/** By subject as it is read, then by verb. */
function bySubject(one: AnyOperation, other: AnyOperation): number {
  const [[subject, verb], [otherSubject, otherVerb]] = [partsOf(one), partsOf(other)]
  return subjectName(subject).localeCompare(subjectName(otherSubject)) || verb.localeCompare(otherVerb)
}

/** The API for people to read: one page without scripts, made from the same description that machines read. */
export function referencePage(
  operations: readonly AnyOperation[],
  document: { readonly paths?: unknown; readonly components?: unknown },
): { readonly html: string; readonly css: string } {
  const components = document.components as Components
  const paths = document.paths as Readonly<Record<string, Readonly<Record<string, Described>>>>
  const groups = new Map<string, string[]>()
  for (const operation of [...operations].sort(bySubject)) {
    const described = paths[describedPath(operation)]?.[operation.method.toLowerCase()]
    if (!described) throw new Error(`${operation.name} is missing from the description of the API.`)
    const [group] = partsOf(operation)
    groups.set(group, [...(groups.get(group) ?? []), operationHtml(operation, described, components)])
  }
  const shapes = Object.entries(components.schemas)
    .map(
      ([name, schema]) =>
        `<details id="schema-${escaped(name)}"><summary><b>Shape</b> <code>${escaped(name)}</code></summary>${fieldsHtml(schema, 'present')}</details>`,
    )
    .join('\n')
  const contents = [...groups].map(
    ([name, parts]) =>
      `<li><a href="#of-${escaped(name)}">${escaped(subjectName(name))}</a> <span>${parts.length}</span></li>`,
  )
  const sections = [...groups].map(
    ([name, parts]) =>
      `<section id="of-${escaped(name)}"><h2>${escaped(subjectName(name))}</h2>${parts.join('\n')}</section>`,
  )
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Plumbline API</title><link rel="stylesheet" href="/api/reference.css"></head>
<body><main><h1>Plumbline API</h1>
<p>One operation is one address. Sign in with a session, or send an API key as <code>Authorization: Bearer</code>. Failures answer RFC 9457 problem details. A change of a record needs <code>If-Match</code> with the version from <code>ETag</code>; a <code>POST</code> may carry <code>Idempotency-Key</code>. For machines: <a href="/api/openapi.json">OpenAPI 3.1</a>.</p>
<nav aria-label="Contents"><h2>Contents</h2><ul>${contents.join('')}<li><a href="#shapes">Shapes</a></li></ul></nav>
${sections.join('\n')}
<section id="shapes"><h2>Shapes</h2>${shapes}</section></main></body></html>`
  return { html, css: referenceStyle }
}

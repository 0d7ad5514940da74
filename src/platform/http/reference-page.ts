import type { AnyOperation } from '../../kernel/contract/operation.ts'

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required: boolean
  readonly description?: string
}

interface Components {
  readonly schemas: Readonly<Record<string, object>>
  readonly parameters: Readonly<Record<string, Parameter>>
  readonly responses: Readonly<Record<string, Response>>
}

interface Described {
  readonly parameters: readonly (Parameter | { readonly $ref: string })[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> }
  readonly description: string
  readonly responses: Readonly<Record<string, Response | { readonly $ref: string }>>
}

interface Response {
  readonly description: string
  readonly content?: Readonly<Record<string, { readonly schema: object }>>
}

const schemaText = (schema: object): string => `<pre>${escaped(JSON.stringify(schema, null, 2))}</pre>`

const lastPart = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1)

function operationHtml(operation: AnyOperation, described: Described, components: Components): string {
  const parameters = described.parameters
    .flatMap((one) => ('$ref' in one ? (components.parameters[lastPart(one.$ref)] ?? []) : one))
    .map(
      (one) =>
        `<tr><td><code>${escaped(one.name)}</code></td><td>${one.in}${one.required ? ', required' : ''}</td><td>${escaped(one.description ?? '')}</td></tr>`,
    )
    .join('')
  const body = Object.entries(described.requestBody?.content ?? {})
    .map(([type, { schema }]) => `<h4>Body, ${escaped(type)}</h4>${schemaText(schema)}`)
    .join('')
  const responses = Object.entries(described.responses)
    .map(([status, given]) => {
      const one = '$ref' in given ? components.responses[lastPart(given.$ref)] : given
      if (!one) return ''
      const schema = Object.values(one.content ?? {})[0]?.schema
      const detail = status.startsWith('2') && schema ? schemaText(schema) : ''
      return `<h4>${status} ${escaped(one.description)}</h4>${detail}`
    })
    .join('')
  return `<details id="${escaped(operation.name)}"><summary><b>${operation.method}</b> <code>/api${escaped(operation.path)}</code> <span>${escaped(operation.summary)}</span></summary>
<p>${escaped(described.description)} Operation <code>${escaped(operation.name)}</code>.</p>
${parameters ? `<table><thead><tr><th>Parameter</th><th>Where</th><th>Meaning</th></tr></thead><tbody>${parameters}</tbody></table>` : ''}${body}${responses}</details>`
}

const style = `
:root { color-scheme: light dark; --line: light-dark(#e4e4e7, #2c2c31); --quiet: light-dark(#52525b, #a1a1aa); }
body { font: 14px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 32px 16px; background: light-dark(#fff, #131316); color: light-dark(#18181b, #ececef); }
h1 { font-size: 20px; } h2 { font-size: 16px; margin-top: 32px; } h4 { font-size: 13px; margin: 12px 0 4px; }
summary { padding: 6px 0; cursor: pointer; } summary span { color: var(--quiet); }
details { border-top: 1px solid var(--line); } details[open] { padding-bottom: 16px; }
pre { font-size: 12px; overflow: auto; max-height: 24rem; border: 1px solid var(--line); padding: 8px; }
table { border-collapse: collapse; width: 100%; font-size: 13px; } th, td { text-align: left; padding: 4px 12px 4px 0; vertical-align: top; }
`

/** The API for people to read: one page without scripts, made from the same description that machines read. */
export function referencePage(
  operations: readonly AnyOperation[],
  document: { readonly paths?: unknown; readonly components?: unknown },
): { readonly html: string; readonly css: string } {
  const components = document.components as Components
  const paths = document.paths as Readonly<Record<string, Readonly<Record<string, Described>>>>
  const groups = new Map<string, string[]>()
  for (const operation of [...operations].sort((a, b) => a.name.localeCompare(b.name))) {
    const path = `/api${operation.path.replaceAll(/:(\w+)/g, '{$1}')}`
    const described = paths[path]?.[operation.method.toLowerCase()]
    if (!described) throw new Error(`${operation.name} is missing from the description of the API.`)
    const group = operation.name.split('.')[0] ?? ''
    groups.set(group, [...(groups.get(group) ?? []), operationHtml(operation, described, components)])
  }
  const shapes = Object.entries(components.schemas)
    .map(
      ([name, schema]) =>
        `<details id="schema-${escaped(name)}"><summary><code>${escaped(name)}</code></summary>${schemaText(schema)}</details>`,
    )
    .join('\n')
  const sections = [...groups].map(
    ([name, parts]) => `<section><h2>${escaped(name)}</h2>${parts.join('\n')}</section>`,
  )
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Plumbline API</title><link rel="stylesheet" href="/api/reference.css"></head>
<body><main><h1>Plumbline API</h1>
<p>One operation is one address. Sign in with a session, or send an API key as <code>Authorization: Bearer</code>. Failures answer RFC 9457 problem details. A change of a record needs <code>If-Match</code> with the version from <code>ETag</code>; a <code>POST</code> may carry <code>Idempotency-Key</code>. For machines: <a href="/api/openapi.json">OpenAPI 3.1</a>.</p>
${sections.join('\n')}
<section><h2>Shapes</h2>${shapes}</section></main></body></html>`
  return { html, css: style }
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AnyOperation } from '../src/kernel/contract/operation.ts'
import { modules } from '../src/modules/index.ts'
import { handlersOf } from '../src/platform/module.ts'
import { Installation } from '../tools/drill/installation.ts'

/** What other tests see in the sources, seen once in what the launcher runs: that nothing got lost in putting it together. */
const installation = await Installation.make('--demo')
/** As a page of the product itself sends them. */
const headers: Record<string, string> = { 'x-requested-with': 'plumbline', origin: installation.url }

beforeAll(async () => {
  await installation.start()
  const { url } = installation
  const people = (await (await fetch(`${url}/api/auth/demo-people`)).json()) as {
    email: string
    role: string
  }[]
  const email = people.find(({ role }) => role === 'aims-manager')?.email
  const signedIn = await fetch(`${url}/api/auth/demo-sign-in`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ email }),
  })
  expect(signedIn.status).toBe(200)
  headers.cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
})
afterAll(() => installation.remove())

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${installation.url}${path}`, { ...init, headers })

const reading = handlersOf(modules)
  .map(({ operation }): AnyOperation => operation)
  .filter(({ method, path }) => method === 'GET' && !path.includes(':'))
const files = reading.filter(({ file }) => file).map(({ path }) => path)

describe('the server that is put together from the sources', () => {
  it('answers everything that is asked without saying what exactly, or says what is missing', async () => {
    // One after another: at once they would wait for a connection longer than a slow machine lets them.
    const answers: { path: string; status: number }[] = []
    for (const { path } of reading) answers.push({ path, status: (await ask(`/api${path}`)).status })
    expect(answers.filter(({ status }) => ![200, 400, 403, 404, 422].includes(status))).toEqual([])
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(50)
  })

  it.each(files)('makes the files of %s in every format', async (path) => {
    const formats = path === '/statement-of-applicability/export' ? ['xlsx', 'docx', 'pdf'] : ['csv', 'xlsx']
    for (const format of path === '/trail/export' ? [''] : formats.map((one) => `?format=${one}`)) {
      const answer = await ask(`/api${path}${format}`)
      expect({ format, status: answer.status }).toEqual({ format, status: 200 })
      expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(0)
    }
  })

  it('reads a workbook that it wrote', async () => {
    const workbook = await (await ask('/api/ai-systems/export?format=xlsx')).blob()
    const body = new FormData()
    body.append('file', workbook, 'systems.xlsx')
    const answer = await ask('/api/ai-systems/import-previews', { method: 'POST', body })
    expect(answer.status).toBe(200)
    const { rows } = (await answer.json()) as { rows: number }
    expect(rows).toBe(40)
  })

  it('serves its pages and the description of its interface', async () => {
    expect(await (await ask('/')).text()).toContain('<script type="module"')
    expect(((await (await ask('/api/openapi.json')).json()) as { openapi: string }).openapi).toMatch(/^3\.1/)
  })
})

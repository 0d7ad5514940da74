import type { Role } from '../../src/kernel/access/role.ts'
import type { TestServer } from './test-server.ts'

export interface ExchangeAnswer<T = Record<string, unknown>> {
  readonly status: number
  readonly body: T
}

export interface ExchangeFile {
  readonly name: string
  readonly bytes: Buffer
}

/** Sends files to the import operations of a register over HTTP, as the web client does. */
export async function exchangeClient(server: TestServer, role: Role, plural: string) {
  const headers = { cookie: await server.signInAs(role), 'x-requested-with': 'plumbline' }

  async function send<T>(
    path: string,
    { name, bytes }: ExchangeFile,
    input: Record<string, unknown>,
  ): Promise<ExchangeAnswer<T>> {
    const form = new FormData()
    form.set('input', JSON.stringify(input))
    form.set('file', new Blob([Uint8Array.from(bytes)]), name)
    const answer = await fetch(`${server.url}/api/${plural}/${path}`, { method: 'POST', headers, body: form })
    return { status: answer.status, body: (await answer.json()) as T }
  }

  async function get<T = Record<string, unknown>>(path: string): Promise<ExchangeAnswer<T>> {
    const answer = await fetch(`${server.url}/api/${path}`, { headers })
    return { status: answer.status, body: (await answer.json()) as T }
  }

  async function post<T = Record<string, unknown>>(
    path: string,
    body: unknown,
    more: { method?: string; headers?: Record<string, string> } = {},
  ): Promise<ExchangeAnswer<T>> {
    const answer = await fetch(`${server.url}/api/${path}`, {
      method: more.method ?? 'POST',
      headers: { ...headers, 'content-type': 'application/json', ...more.headers },
      body: JSON.stringify(body),
    })
    return { status: answer.status, body: (await answer.json()) as T }
  }

  const download = async (path: string) => {
    const answer = await fetch(`${server.url}/api/${path}`, { headers })
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
  }

  return {
    preview: <T>(file: ExchangeFile, input: Record<string, unknown> = {}) =>
      send<T>('import-previews', file, input),
    import: <T>(file: ExchangeFile, input: Record<string, unknown>) => send<T>('imports', file, input),
    get,
    post,
    download,
  }
}

import { runProgram } from './child.ts'

export interface LoadResult {
  readonly requests_per_second: number
  readonly p50_ms: number
  readonly p99_ms: number
}

interface Report {
  readonly requests: { readonly total: number }
  readonly duration: number
  readonly latency: { readonly p50: number; readonly p99: number }
  readonly '2xx': number
  readonly non2xx: number
  readonly errors: number
}

/** Loads an address on this machine from a process of its own. @throws when any answer is not a success. */
export async function load(
  url: string,
  headers: Readonly<Record<string, string>>,
  connections: number,
  seconds: number,
): Promise<LoadResult> {
  const given = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}=${value}`])
  const args = [
    'node_modules/autocannon/autocannon.js',
    '-j',
    '-n',
    '-c',
    `${connections}`,
    '-d',
    `${seconds}`,
  ]
  const report: Report = JSON.parse(await runProgram(process.execPath, [...args, ...given, url]))
  if (report.non2xx > 0 || report.errors > 0 || report['2xx'] === 0)
    throw new Error(`${url}: ${report.non2xx} answers were no success, ${report.errors} requests failed.`)
  return {
    requests_per_second: report['2xx'] / report.duration,
    p50_ms: report.latency.p50,
    p99_ms: report.latency.p99,
  }
}

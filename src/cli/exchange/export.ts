import { extname } from 'node:path'
import { parseArgs } from 'node:util'
import { type Command, UsageError } from '../command.ts'
import { exchangeOperation } from '../operation/operation-catalogue.ts'
import { type Environment, RemoteProduct } from '../remote-product.ts'
import { saveFile } from '../save-file.ts'

function queryOf(
  format: string,
  values: { columns?: string; sort?: string; 'as-of'?: string; 'with-ids'?: boolean; filter?: string[] },
): URLSearchParams {
  const query = new URLSearchParams({ format })
  if (values.columns) query.set('columns', values.columns)
  if (values.sort) query.set('sort', values.sort)
  if (values['as-of']) query.set('as_of', values['as-of'])
  if (values['with-ids']) query.set('with_ids', 'true')
  for (const filter of values.filter ?? []) {
    const at = filter.indexOf('=')
    if (at < 1) throw new UsageError(`"${filter}" is no filter: write --filter field=value.`)
    query.set(filter.slice(0, at), filter.slice(at + 1))
  }
  return query
}

/** `plumbline export`: the file appears whole or not at all. */
export const exportCommand = (env: Environment): Command => ({
  name: 'export',
  usage:
    'REGISTER FILE.csv|FILE.xlsx [--filter FIELD=VALUE]... [--columns A,B] [--sort=[-]FIELD] [--as-of TIME] [--with-ids] [--json]',
  summary: 'Export a register of a running product, as its list shows it',
  run: async (args, { terminal }) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        filter: { type: 'string', multiple: true },
        columns: { type: 'string' },
        sort: { type: 'string' },
        'as-of': { type: 'string' },
        'with-ids': { type: 'boolean' },
        json: { type: 'boolean' },
      },
    })
    const [register, file, ...more] = positionals
    const format = extname(file ?? '')
      .slice(1)
      .toLowerCase()
    if (!register || !file || more.length > 0) throw new UsageError('Name one register and one file.')
    if (format !== 'csv' && format !== 'xlsx')
      throw new UsageError('The file name decides the format: end it in .csv or .xlsx.')
    const product = new RemoteProduct(env)
    const { path } = exchangeOperation(register, 'export')
    const size = await saveFile(await product.send(`${path}?${queryOf(format, values)}`), file)
    terminal.line(
      values.json ? JSON.stringify({ file, bytes: size }) : `Exported to ${file} (${size} bytes).`,
    )
    return 0
  },
})

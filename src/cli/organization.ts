import { parseArgs } from 'node:util'
import { createOrganization } from '../modules/organization/create-organization.ts'
import { type Command, UsageError } from './command.ts'
import { openProduct } from './open-product.ts'

export const organizationCommand: Command = {
  name: 'organization',
  usage: 'create --name NAME --admin-name NAME --admin-email ADDRESS [--time-zone ZONE]',
  summary: 'Create an organization and print the link by which its first administrator joins',
  run: async (args, { terminal, config }) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        'admin-name': { type: 'string' },
        'admin-email': { type: 'string' },
        'time-zone': { type: 'string', default: 'UTC' },
      },
    })
    const { name, 'admin-name': adminName, 'admin-email': email } = values
    if (positionals[0] !== 'create' || !name || !adminName || !email)
      throw new UsageError('Say "create" and give --name, --admin-name and --admin-email.')
    if (!Intl.supportedValuesOf('timeZone').includes(values['time-zone']) && values['time-zone'] !== 'UTC')
      throw new UsageError(`There is no time zone "${values['time-zone']}". Use one such as Europe/Berlin.`)
    const settings = config()
    const product = await openProduct(settings, (error) => terminal.error(error.message))
    try {
      const made = await createOrganization(product, {
        name,
        time_zone: values['time-zone'],
        administrator: { name: adminName, email },
      })
      if (!made.invitation) throw new Error('The organization was created without an invitation.')
      terminal.line(`Created "${name}". Its administrator joins once, within seven days, at:`)
      terminal.line(new URL(made.invitation.link, settings.publicUrl).toString())
      return 0
    } finally {
      await product.close()
    }
  },
}

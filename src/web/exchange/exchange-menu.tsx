import { IconCopy, IconDots, IconDownload, IconUpload } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type AnyRegister, givenFields } from '../../kernel/register/register.ts'
import { comparesDuplicates } from '../app/registers.ts'
import { mayImport, useSession } from '../client/session.ts'
import { t } from '../messages/message.ts'
import { inSentence, manyOf } from '../messages/words.ts'
import { type ListState, listInput } from '../register/list/state/list-state.ts'
import { usePageActions } from '../shell/palette/page-action.ts'
import { IconButton } from '../ui/button.tsx'
import { Menu, type MenuItem } from '../ui/overlay/menu.tsx'

const formats = ['csv', 'xlsx'] as const
type Format = (typeof formats)[number]

/** The address of a file that holds exactly what a list shows: its filters, order and columns. */
export function exportAddress(register: AnyRegister, state: ListState, format: Format): string {
  const query = new URLSearchParams({
    ...listInput(register, state),
    columns: state.columns.join(','),
    format,
  })
  return `/api/${register.plural}/export?${query}`
}

/** The address of a file to change and import again: the rows that a list shows, with all that an import may set. */
function editableAddress(register: AnyRegister, state: ListState, format: Format): string {
  const columns = [...givenFields(register).map(([name]) => name), 'owner_id']
  return `${exportAddress(register, { ...state, columns }, format)}&with_ids=true`
}

/** Lets the browser fetch a file: it streams to disk and the page stays. */
function download(address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  link.click()
}

/** Import and export of a register, for those who may. */
export function ExchangeMenu({ register, state }: { register: AnyRegister; state: ListState }) {
  const session = useSession()
  const navigate = useNavigate()
  const many = inSentence(manyOf(register))
  const imports = mayImport(session, register) && state.as_of === undefined
  const importing: MenuItem[] = imports
    ? [
        {
          key: 'import',
          label: t('exchange.import', { many }),
          icon: <IconUpload size={16} stroke={1.75} />,
          run: () => void navigate({ to: '/$plural/import', params: { plural: register.plural } }),
        },
      ]
    : []
  const exporting = formats.map(
    (format): MenuItem => ({
      key: format,
      label: t(`exchange.${format}`),
      icon: <IconDownload size={16} stroke={1.75} />,
      run: () => download(exportAddress(register, state, format)),
    }),
  )
  const editing = imports
    ? formats.map(
        (format): MenuItem => ({
          key: `edit-${format}`,
          label: t(`exchange.edit_${format}`),
          icon: <IconDownload size={16} stroke={1.75} />,
          run: () => download(editableAddress(register, state, format)),
        }),
      )
    : []
  const comparing: MenuItem[] = comparesDuplicates(register)
    ? [
        {
          key: 'duplicates',
          label: t('exchange.duplicates'),
          icon: <IconCopy size={16} stroke={1.75} />,
          run: () =>
            void navigate({
              to: '/$plural/$id',
              params: { plural: register.plural, id: 'duplicates' },
            }),
        },
      ]
    : []
  usePageActions([...importing, ...comparing, ...exporting, ...editing])
  return (
    <Menu
      anchor={
        <IconButton label={t(imports ? 'exchange.menu' : 'exchange.menu_export')}>
          <IconDots size={16} stroke={1.75} />
        </IconButton>
      }
      groups={[
        { items: [...importing, ...comparing] },
        { label: t('exchange.as_shown'), items: exporting },
        { label: t('exchange.to_edit'), items: editing },
      ]}
    />
  )
}

import { IconFileTypeDocx, IconFileTypePdf, IconTable } from '@tabler/icons-react'
import type { MenuItem } from '../../../../web/ui/overlay/menu.tsx'
import { t } from '../texts.ts'
import { exportAddress } from './export-address.ts'

const icons = { xlsx: IconTable, docx: IconFileTypeDocx, pdf: IconFileTypePdf } as const
const formats = ['pdf', 'docx', 'xlsx'] as const

/** Lets the browser fetch a file: it goes to disk and the page stays. */
function download(address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  link.click()
}

/** The three files of a statement, as entries of a menu. */
export const exportItems = (which: { readonly version_id?: string; readonly as_of?: string }): MenuItem[] =>
  formats.map((format) => {
    const Icon = icons[format]
    return {
      key: format,
      label: t(`soa.export.${format}`),
      icon: <Icon size={16} stroke={1.75} />,
      run: () => download(exportAddress({ format, ...which })),
    }
  })

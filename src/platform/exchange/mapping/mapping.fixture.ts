import { headerFingerprint } from '../../../kernel/tabular/mapping/header-fingerprint.ts'

/** The part of a mapping that says for which form it was made. */
export const columnsOf = (headers: readonly string[]) => ({
  source: {
    columns: headers.length,
    header_fingerprint: headerFingerprint(headers.map((header, index) => ({ position: index + 1, header }))),
  },
})

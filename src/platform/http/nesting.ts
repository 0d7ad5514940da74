/** Deeper than anything that is sent in earnest, and far from what reading or writing it again could take. */
const deepest = 100

/** As a sentence goes on. */
export const tooDeep = `the JSON nests deeper than ${deepest} levels. Send less nested data.`

/** Whether JSON text nests deeper than anything here is read. Brackets within strings open nothing. */
export function nestsTooDeep(json: string): boolean {
  let depth = 0
  let quoted = false
  for (let at = 0; at < json.length; at += 1) {
    const sign = json[at]
    if (quoted) {
      if (sign === '\\') at += 1
      else if (sign === '"') quoted = false
    } else if (sign === '"') quoted = true
    else if (sign === '{' || sign === '[') {
      depth += 1
      if (depth > deepest) return true
    } else if (sign === '}' || sign === ']') depth -= 1
  }
  return false
}

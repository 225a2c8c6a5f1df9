/** Names of files that strangers gave, made harmless to show, to store and to hand back. */

const LONGEST = 150

/** The last part of a path, without signs that steer terminals, text direction or file systems. */
export function displayName(given: string | undefined): string {
  const last = (given ?? '').normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const clean = last
    // Controls, zero-width signs, and signs that turn the direction of text: `cod.exe` must not look like `exe.doc`.
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, '')
    .replace(/[. ]+$/, '')
  if (clean === '') return '未命名'
  if ([...clean].length <= LONGEST) return clean
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(clean)?.[0] ?? ''
  return [...clean.slice(0, clean.length - ending.length)].slice(0, LONGEST - ending.length).join('') + ending
}

/** RFC 6266: an ASCII name for old clients and the real one in UTF-8. */
export function contentDisposition(name: string, inline: boolean): string {
  const shown = displayName(name)
  const ascii = shown.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_')
  const utf8 = encodeURIComponent(shown).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  return `${inline ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${utf8}`
}

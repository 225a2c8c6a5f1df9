import { DOWNLOADS } from './script-downloads.ts'
import { PANEL } from './script-panel.ts'
import { PLACES } from './script-places.ts'

/**
 * What happens on the page, in the browser: how a figure comes about, where else it stands, and downloads. The page reads
 * the same without it, so all that only makes sense with it (buttons, the panel) is made here. Text of the book only ever
 * becomes text, never markup.
 */
export const SCRIPT = `'use strict'
;(() => {
${PLACES}${PANEL}${DOWNLOADS}})()
`

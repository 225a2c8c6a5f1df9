/** Headers that tell the browser what this site never does. */
import type { FastifyInstance } from 'fastify'

export const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  // Components of the page set styles on elements; no script can come in this way.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self' blob:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** For files that strangers made and the browser shows: they can do nothing, and only our own pages may frame them. */
export const SANDBOX_POLICY =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'self'"

/** Browsers show a PDF by a part of their own, which a sandbox would keep from working. */
export const PDF_POLICY = "default-src 'none'; object-src 'self'; frame-ancestors 'self'"

/** For what is no page and no file. */
export const NOTHING_POLICY = "default-src 'none'; frame-ancestors 'none'"

export function addSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => {
    const set = (name: string, value: string): void => {
      if (!reply.hasHeader(name)) void reply.header(name, value)
    }
    set('content-security-policy', CONTENT_SECURITY_POLICY)
    set('x-content-type-options', 'nosniff')
    set('referrer-policy', 'same-origin')
    set('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()')
    set('cross-origin-opener-policy', 'same-origin')
    set('cross-origin-resource-policy', 'same-origin')
    set('x-frame-options', 'SAMEORIGIN')
    if (request.protocol === 'https') set('strict-transport-security', 'max-age=31536000')
    // What people see is theirs: no cache on the way, and none on the disk of a shared office machine.
    if (request.url.startsWith('/api/')) set('cache-control', 'no-store')
  })
}

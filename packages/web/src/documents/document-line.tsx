import { API, type DocumentInfo } from '@gouji/api'
import { Link } from 'react-router'
import { Badge, Counts, DocumentStateBadge } from '../parts/badges.tsx'
import { useMay } from '../shell/me.tsx'
import { bookName, bytesName, FORMAT_NAMES, instantName } from '../words.ts'
import { ConfirmCells } from './confirm.tsx'

export function DocumentLine({ document: d }: { readonly document: DocumentInfo }) {
  const may = useMay()
  const open = d.state === 'done'
  return (
    <>
      <th scope="row" className="document-name">
        {open || d.state === 'unreadable' ? <Link to={`/documents/${d.id}`}>{d.name}</Link> : d.name}
        <div className="soft">
          {d.format ? FORMAT_NAMES[d.format] : '种类未定'} · {bytesName(d.bytes)} · {instantName(d.uploadedAt)}
          {d.sameAs ? (
            <>
              {' · '}
              <Link to={`/documents/${d.sameAs}`}>与另一份相同</Link>
            </>
          ) : null}
        </div>
      </th>
      <td>
        <div className="row" style={{ gap: 4 }}>
          <DocumentStateBadge document={d} />
          {open ? <Counts errors={d.errors} warnings={d.warnings} infos={d.infos} /> : null}
        </div>
        {d.failure ? <div className="failure">{d.failure}</div> : null}
      </td>
      {!d.confirmed && open && may(API.documents.confirm) ? (
        <ConfirmCells document={d} />
      ) : (
        <>
          <td>{d.organisationName ?? <span className="soft">未认出</span>}</td>
          <td className="nowrap">{bookName(d.year, d.stage)}</td>
        </>
      )}
      <td className="nowrap">
        {d.confirmed ? <Badge tone="success">已确认</Badge> : null}
        {open ? (
          <>
            {' '}
            <Link to={`/documents/${d.id}`} aria-label={`查看 ${d.name} 的问题`}>
              查看
            </Link>
          </>
        ) : null}
      </td>
    </>
  )
}

/** All ledgers, and how a new one is begun. */
import { API } from '@gouji/api'
import { App, Button, Form, Modal, Radio, Select } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { wordsOf } from '../client/problem.ts'
import { useAct, useRead } from '../client/query.ts'
import { OrganisationSelect } from '../documents/confirm.tsx'
import { BookChooser, useBookChoice } from '../parts/book-choice.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { VirtualTable } from '../parts/virtual-table.tsx'
import { useMay } from '../shell/me.tsx'
import { bookName, instantName } from '../words.ts'

export default function Ledgers() {
  const may = useMay()
  const [book, choose] = useBookChoice()
  const [search] = useSearchParams()
  const [open, setOpen] = useState(search.has('document'))
  const packs = useRead(API.administration.packs, {}, { staleTime: 300_000 })
  const ledgers = useRead(API.ledgers.list, { query: { year: book.year } })
  return (
    <>
      <div className="page-head">
        <h1>编制</h1>
        <BookChooser value={book} onChange={choose} />
        {may(API.ledgers.begin) ? (
          <Button type="primary" onClick={() => setOpen(true)}>
            开立账册
          </Button>
        ) : null}
      </div>
      <section className="panel">
        <Loaded query={ledgers}>
          {(all) => {
            const list = all.filter((l) => l.stage === book.stage)
            return list.length === 0 ? (
              <p className="empty">
                {bookName(book.year, book.stage)}
                还没有账册。可由上年账册、已有文件转来，也可以从空白开始，再导入工作簿。
              </p>
            ) : (
              <VirtualTable
                label="全部账册"
                stacks
                rows={list}
                keyOf={(l) => l.id}
                columns={4}
                head={
                  <tr>
                    <th>单位</th>
                    <th>年度和种类</th>
                    <th>模板包</th>
                    <th>最近改动</th>
                  </tr>
                }
              >
                {(l) => (
                  <>
                    <th scope="row">
                      <Link to={`/ledgers/${l.id}`}>{l.organisationName}</Link>
                    </th>
                    <td>{bookName(l.year, l.stage)}</td>
                    <td>
                      {packs.data?.find((p) => p.id === l.pack)?.title ?? l.pack ?? <span className="soft">未定</span>}
                    </td>
                    <td>
                      {instantName(l.changedAt)} {l.changedBy} <span className="soft">第 {l.version} 版</span>
                    </td>
                  </>
                )}
              </VirtualTable>
            )
          }}
        </Loaded>
      </section>
      <Begin open={open} onClose={() => setOpen(false)} />
    </>
  )
}

interface Entered {
  readonly from: 'nothing' | 'last-year' | 'document'
  readonly document?: string
}

function Begin({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { message } = App.useApp()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const [book, setBook] = useBookChoice()
  const [organisation, setOrganisation] = useState<string>()
  const begin = useAct(API.ledgers.begin, [API.ledgers.list, API.filings.board])
  const [form] = Form.useForm<Entered>()
  const from = Form.useWatch('from', form)
  const documents = useRead(
    API.documents.list,
    { query: { limit: 100, year: book.year, stage: book.stage, ...(organisation ? { organisation } : {}) } },
    { enabled: open && from === 'document' },
  )
  const submit = ({ from, document }: Entered): void => {
    if (!organisation) return void message.warning('请先选择单位。')
    begin.mutate(
      { body: { organisation, ...book, from, ...(document ? { document } : {}) } },
      {
        onSuccess: (ledger) => void navigate(`/ledgers/${ledger.id}`),
        onError: (e) => void message.error(wordsOf(e)),
      },
    )
  }
  return (
    <Modal
      title="开立账册"
      open={open}
      onCancel={onClose}
      okText="开立"
      okButtonProps={{ loading: begin.isPending }}
      onOk={() => form.submit()}
    >
      <Form<Entered>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={submit}
        initialValues={
          search.has('document') ? { from: 'document', document: search.get('document') } : { from: 'last-year' }
        }
      >
        <Form.Item label="单位">
          <OrganisationSelect value={organisation} onChange={setOrganisation} width="100%" />
        </Form.Item>
        <Form.Item label="年度和种类">
          <BookChooser value={book} onChange={setBook} />
        </Form.Item>
        <Form.Item label="由什么转来" name="from">
          <Radio.Group
            options={[
              { value: 'last-year', label: '上年账册' },
              { value: 'document', label: '已上传的文件' },
              { value: 'nothing', label: '空白' },
            ]}
          />
        </Form.Item>
        {from === 'document' ? (
          <Form.Item label="文件" name="document" rules={[{ required: true, message: '请选择文件' }]}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              loading={documents.isFetching}
              options={(documents.data?.items ?? [])
                .filter((d) => d.state === 'done')
                .map((d) => ({ value: d.id, label: d.name }))}
            />
          </Form.Item>
        ) : null}
      </Form>
    </Modal>
  )
}

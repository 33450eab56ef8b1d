import { paths } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { FileStore } from '@app/platform';
import { closedWords, recommendations, Reviewing, type ReviewPage, reviewParts } from '@app/proposals';
import { Body, Controller, Get, Param, Post, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { PublicForm } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Carried } from '../../http/asked';
import { answer, Form } from '../../http/forms';
import { changedLines } from '../proposals/changes.view';
import { download } from '../proposals/download';
import { filesByPurpose } from '../proposals/files.view';
import { recommendationWords } from './peer-review.view';
import { declaring, reviewing, valuesOf } from './reviewer.form';

/** The page that a reviewer's link opens, without an account: interests first, then the exact version and one form. */
@Controller('review/:token')
@PublicForm('by-itself')
export class ReviewerController {
  constructor(
    private readonly reviewing: Reviewing,
    private readonly maps: MapReader,
    private readonly store: FileStore,
  ) {}

  @Get()
  async show(@Param('token') token: string, @Carried('saved') saved: unknown): Promise<Answer> {
    return this.page(token, null, saved !== undefined);
  }

  @Get('files/:file')
  async file(
    @Param('token') token: string,
    @Param('file') fileId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return download(this.store, reply, await this.reviewing.file(token, fileId));
  }

  @Post('interest')
  async declare(@Param('token') token: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      declaring,
      async ({ interested, details }) => {
        await this.reviewing.declare(token, { interested: interested === 'yes', details });
        return redirect(paths.peerReviewLink(token));
      },
      (form) => this.page(token, form),
    );
  }

  @Post()
  async review(@Param('token') token: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      reviewing,
      async ({ act, content, seen, key }) => {
        if (act === 'send') await this.reviewing.send(token, content, { seen, key });
        else await this.reviewing.save(token, content, seen);
        return redirect(paths.peerReviewLink(token) + (act === 'save' ? '?saved=yes' : ''));
      },
      (form) => this.page(token, form),
    );
  }

  private async page(token: string, typed: Form | null, saved = false): Promise<Answer> {
    const review = await this.reviewing.page(token);
    const { standing, draft } = review;
    const stored = draft === null ? {} : valuesOf(draft.content);
    const seen = draft?.version ?? 0;
    const form = typed ?? Form.first(z.union([declaring, reviewing])).beginning({ ...stored, seen });
    const closed = standing === 'declare' || standing === 'write' ? null : closedWords[standing];
    return page('peer-review/review', {
      title: closed === null ? `Review of ${review.proposal.reference}` : 'Peer review',
      review,
      address: paths.peerReviewLink(token),
      closed,
      saved,
      stored,
      ...(await this.read(review)),
      recommendations: recommendations.map((value) => ({
        value,
        text: recommendationWords[value],
        checked: form.has('recommendation', value),
      })),
      written: writtenIn(form),
      seen: form.stale ? seen : form.value('seen'),
      form,
    });
  }

  /** The exact version, and the parts of it on which the reviewer comments. */
  private async read({ version, proposal }: ReviewPage): Promise<object> {
    if (version === null) return { parts: [] };
    const { content } = version;
    return {
      content,
      files: filesByPurpose(content.files),
      parts: reviewParts(proposal.kind, content),
      changed: proposal.kind === 'change' && content.basis ? changedLines(content.basis, content) : null,
      routes: (await this.maps.current())?.routes ?? [],
    };
  }
}

/** Everything that somebody wrote into a form that came too late: it is shown to them, so that it is not lost. */
function writtenIn({ values, errors }: Form): string[] {
  const texts = Object.entries(values).filter(([name]) => /^(part-|overall|toOfficer|details)/.test(name));
  return errors.length === 0 ? [] : texts.map(([, text]) => String(text)).filter((text) => text !== '');
}

import { type Actor, paths } from '@app/kernel';
import { GroupMembers } from '@app/trailblazers';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, redirect } from '../../http/answers';
import { answer } from '../../http/forms';
import { GroupPages } from './group.pages';

const answered = z.object({
  offer: z.uuid(),
  outcome: z.enum(['accepted', 'declined'], { error: 'Choose whether you take the chair' }),
});
const withdrawal = z.object({ offer: z.uuid() });

/** The chair of a group, offered: taken or declined by whom it was offered to, withdrawn by the owners. */
@Controller('trailblazers/:id/chair')
export class ChairController {
  constructor(
    private readonly members: GroupMembers,
    private readonly pages: GroupPages,
  ) {}

  @Get()
  @Can('trailblazer.see')
  async show(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    return this.pages.chair(actor, id);
  }

  @Post()
  @Can('trailblazer.answer')
  async answer(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      answered,
      async ({ offer, outcome }) => {
        await this.members.answerOffer(actor, id, offer, outcome);
        return redirect(paths.trailblazer(id));
      },
      (form) => this.pages.chair(actor, id, form),
    );
  }

  @Post('withdraw')
  @Can('trailblazer.manage')
  async withdraw(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      withdrawal,
      async ({ offer }) => {
        await this.members.withdrawOffer(actor, id, offer);
        return redirect(paths.trailblazer(id));
      },
      (form) => this.pages.group(actor, id, form),
    );
  }
}

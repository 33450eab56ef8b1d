import type { Scenario } from '../demo.command';
import { playApprovals } from './approvals-story';
import { playConsultation } from './consultation-story';
import { demoAddress } from './people';
import type { Play } from './play';
import { type Imported, playRealMaps } from './real-maps';
import { playRevision } from './revision-story';
import type { DemoServer } from './server';
import { playStory } from './story';

/** What a scenario is played with. */
type Ground = { play: Play; server: DemoServer; data: string };

/** Each story that `waymark demo` can play. @returns the figures that it ends with, if it has any */
export const stories: Readonly<Record<Scenario, (ground: Ground) => Promise<object>>> = {
  'first-light': async ({ play }) => ({ occupation: await playStory(play) }),
  revision: async ({ play }) => {
    await playRevision(play);
    return {};
  },
  approvals: async ({ play }) => {
    await playApprovals(play);
    return {};
  },
  consultation: ({ play }) => playConsultation(play),
  'real-maps': async ({ play, server, data }) => {
    const take = (file: string) =>
      server.waymark<Imported>('import', 'occupations', file, '--as', demoAddress('admin'));
    return { routes: await playRealMaps(play, data, take) };
  },
};

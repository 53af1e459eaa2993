import { environmentSection } from './environment-section.ts';
import { html, raw } from './html.ts';
import type { ReportData } from './report-data.ts';
import { reportStyle } from './report-style.ts';
import { servicesTable } from './services-table.ts';

/** The report as one HTML file: no script, nothing is loaded from anywhere. */
export const formatReport = (data: ReportData): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        />
        <link rel="icon" href="data:," />
        <title>${data.application}: releases</title>
        <style>
          ${raw(reportStyle)}
        </style>
      </head>
      <body>
        <a class="skip" href="#services">Skip to the services</a>
        <header>
          <h1>${data.application}</h1>
          <p class="soft">
            Made
            <time datetime="${data.at}">${formatTime(data.at)}</time
            >${data.commit !== undefined && html` from commit <code>${data.commit.slice(0, 10)}</code>`}
          </p>
          <nav aria-label="Environments">
            <ul>
              ${data.environments.map(({ name }) => html`<li><a href="#environment-${name}">${name}</a></li>`)}
            </ul>
          </nav>
        </header>
        <main>
          <h2 id="services">Services</h2>
          ${servicesTable(data)}
          ${data.environments.map((environment) => environmentSection(environment, data.at))}
        </main>
      </body>
    </html> `.html;

/** `2026-11-22 19:35 UTC` */
const formatTime = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`;

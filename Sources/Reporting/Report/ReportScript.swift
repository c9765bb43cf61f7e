/// What draws the charts of a report, with Chart.js.
///
/// The page is complete without it: every number is in its tables.
enum ReportScript {
    /// The script; it reads the block of data of the page and asks nothing of anybody.
    static let text = #"""
        "use strict";
        (() => {
          const data = JSON.parse(document.getElementById("data").textContent);
          const narrow = () => window.innerWidth < 704;
          const colour = name =>
            getComputedStyle(document.documentElement).getPropertyValue(name).trim();
          const veil = (name, part) => {
            const digits = Math.round(part * 255).toString(16).padStart(2, "0");
            return colour(name) + digits;
          };
          const formats = new Map();
          const number = (value, decimals) => {
            if (!formats.has(decimals)) {
              formats.set(decimals, new Intl.NumberFormat("en-US",
                { minimumFractionDigits: decimals, maximumFractionDigits: decimals }));
            }
            return formats.get(decimals).format(value);
          };

          // Blocks and times, the ends of the buckets: between two of them both go evenly.
          const between = (value, from, to) => {
            let low = 0, high = from.length - 1;
            if (high < 1) return to[0] || 0;
            while (high - low > 1) {
              const middle = (low + high) >> 1;
              if (from[middle] <= value) low = middle; else high = middle;
            }
            const width = from[high] - from[low];
            return to[low] + (width ? (value - from[low]) / width * (to[high] - to[low]) : 0);
          };
          const time = block => between(block, data.blocks, data.seconds);
          const block = second => Math.round(between(second, data.seconds, data.blocks));
          const end = data.seconds[data.seconds.length - 1];

          const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
            "Nov", "Dec"];
          const two = value => String(value).padStart(2, "0");
          const dated = second => {
            const date = new Date((data.start + second) * 1000);
            return date.getUTCDate() + " " + months[date.getUTCMonth()] + " "
              + date.getUTCFullYear() + ", " + two(date.getUTCHours()) + ":"
              + two(date.getUTCMinutes()) + ":" + two(date.getUTCSeconds()) + " UTC";
          };
          const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800,
            21600, 43200, 86400, 172800, 432000, 864000];
          const ticks = axis => {
            const most = Math.max(2, Math.floor(axis.width / (narrow() ? 74 : 100)));
            const span = axis.max - axis.min;
            const step = steps.find(step => span / step <= most);
            const found = [];
            if (step) {
              const first = Math.ceil((data.start + axis.min) / step) * step;
              for (let at = first; at <= data.start + axis.max; at += step) {
                const date = new Date(at * 1000);
                const midnight = at % 86400 === 0;
                const label = step >= 86400 || midnight
                  ? date.getUTCDate() + " " + months[date.getUTCMonth()]
                  : two(date.getUTCHours()) + ":" + two(date.getUTCMinutes())
                    + (step < 60 ? ":" + two(date.getUTCSeconds()) : "");
                found.push({ value: at - data.start, label });
              }
            } else {
              const skip = [1, 2, 3, 6, 12, 24, 60, 120]
                .find(skip => span / (skip * 2629800) <= most) || 240;
              const date = new Date((data.start + axis.min) * 1000);
              let month = date.getUTCFullYear() * 12 + date.getUTCMonth() + 1;
              month = Math.ceil(month / skip) * skip;
              for (;; month += skip) {
                const year = Math.floor(month / 12);
                const at = Date.UTC(year, month % 12) / 1000 - data.start;
                if (at > axis.max) break;
                found.push({ value: at, label: months[month % 12] + " " + year });
              }
            }
            axis.ticks = found;
          };

          // Of each line the point that is nearest to where one looks.
          Chart.Interaction.modes.moment = (chart, event) => {
            const scale = chart.scales.x;
            const at = scale.getValueForPixel(Chart.helpers.getRelativePosition(event, chart).x);
            return itemsAt(chart, at);
          };
          const itemsAt = (chart, at) => {
            const items = [];
            chart.getSortedVisibleDatasetMetas().forEach(meta => {
              const set = chart.data.datasets[meta.index];
              const points = set.data;
              if (set.silent || !points.length) return;
              let low = 0, high = points.length - 1;
              while (low < high) {
                const middle = (low + high) >> 1;
                if (points[middle].x < at) low = middle + 1; else high = middle;
              }
              if (low > 0 && !set.stepped
                && at - points[low - 1].x < points[low].x - at) low -= 1;
              if (low > 0 && set.stepped && points[low].x > at) low -= 1;
              items.push({ element: meta.data[low], datasetIndex: meta.index, index: low });
            });
            return items;
          };

          // A line where one looks, the names of lines at their ends, and the values of bars.
          const marks = {
            id: "marks",
            afterDatasetsDraw: chart => {
              const context = chart.ctx, area = chart.chartArea, kind = chart.options.kind;
              context.save();
              context.font = "13px " + Chart.defaults.font.family;
              context.fillStyle = colour("--ink");
              context.textBaseline = "middle";
              const active = kind === "lines" && chart.tooltip && chart.tooltip.getActiveElements();
              if (active && active.length) {
                context.strokeStyle = colour("--soft");
                context.beginPath();
                context.moveTo(active[0].element.x, area.top);
                context.lineTo(active[0].element.x, area.bottom);
                context.stroke();
              }
              if (kind === "lines" && !narrow()) names(chart, context);
              if (kind === "steps") {
                chart.data.datasets[0].data.forEach((span, index) => {
                  const bar = chart.getDatasetMeta(0).data[index];
                  const far = Math.max(bar.x, bar.base);
                  context.textAlign = "left";
                  context.fillText(number(chart.options.steps[index].value,
                    chart.options.decimals), far + 7, bar.y);
                });
              }
              context.restore();
            }
          };
          const names = (chart, context) => {
            const labels = [];
            chart.getSortedVisibleDatasetMetas().forEach(meta => {
              const set = chart.data.datasets[meta.index];
              const last = meta.data[meta.data.length - 1];
              if (!set.silent && last) {
                labels.push({ name: set.label, mark: set.mark, dash: set.dash, y: last.y });
              }
            });
            labels.sort((one, other) => one.y - other.y);
            const height = 17, area = chart.chartArea;
            for (let index = 1; index < labels.length; index++) {
              labels[index].y = Math.max(labels[index].y, labels[index - 1].y + height);
            }
            let floor = area.bottom;
            for (let index = labels.length - 1; index >= 0; index--) {
              labels[index].y = Math.min(labels[index].y, floor);
              floor = labels[index].y - height;
            }
            for (const label of labels) {
              context.strokeStyle = colour("--c" + label.mark);
              context.lineWidth = 3;
              context.setLineDash(label.dash ? [4, 2] : []);
              context.beginPath();
              context.moveTo(area.right + 4, label.y);
              context.lineTo(area.right + 14, label.y);
              context.stroke();
              context.fillText(label.name, area.right + 19, label.y);
            }
          };

          const lineSets = chart => {
            const sets = [];
            for (const series of chart.series) {
              const line = "--c" + series.mark;
              const set = {
                label: series.name, mark: series.mark, dash: series.dash,
                borderColor: colour(line),
                borderWidth: series.x.length > 900 ? 1.3 : 1.8,
                pointRadius: series.x.length === 1 ? 3 : 0, pointHitRadius: 0,
                stepped: series.step ? "before" : false, borderDash: series.dash ? [6, 4] : [],
                data: series.x.map((at, index) => ({ x: time(at), y: series.y[index] }))
              };
              if (series.low) {
                const edge = values => series.x.map((at, i) => ({ x: time(at), y: values[i] }));
                const bare = { silent: true, borderWidth: 0, pointRadius: 0, pointHitRadius: 0,
                  stepped: set.stepped };
                sets.push({ ...bare, label: "", data: edge(series.low) });
                sets.push({ ...bare, label: "", data: edge(series.high), fill: "-1",
                  backgroundColor: veil(line, 0.22) });
                if (series.bare) continue;
              }
              sets.push(set);
            }
            return sets;
          };
          const barSets = chart => chart.series.map(series => ({
            label: series.name, backgroundColor: colour("--c" + series.mark), stack: "all",
            categoryPercentage: 1, barPercentage: chart.kind === "slots" ? 1 : 0.86,
            barThickness: chart.kind === "slots" ? "flex" : undefined,
            maxBarThickness: chart.kind === "slots" ? undefined : 90,
            data: chart.kind !== "slots" ? series.y : series.y.map((y, index) =>
              ({ x: (time(chart.edges[index]) + time(chart.edges[index + 1])) / 2, y }))
          }));
          const stepSets = chart => [{
            label: "", data: chart.steps.map(step => [step.from, step.to]),
            backgroundColor: chart.steps.map(step => colour("--c" + step.mark)),
            barPercentage: 0.72, categoryPercentage: 1
          }];
          const makers = { lines: lineSets, slots: barSets, stack: barSets, steps: stepSets };
          const setsOf = chart => makers[chart.kind](chart);

          // As many digits as tell ticks apart: 136.32M and 136.33M, but 99,999.5 and 100,000.0.
          const tickText = (value, all) => {
            const step = all.length > 1 ? Math.abs(all[1].value - all[0].value) : 1;
            const size = Math.max(...all.map(tick => Math.abs(tick.value)));
            const digits = unit => [0, 1, 2, 3, 4, 5, 6, 7, 8].find(digits => {
              const whole = step / unit * 10 ** digits;
              return Math.abs(whole - Math.round(whole)) < 1e-6 * whole;
            }) ?? 8;
            const [unit, letter] = size >= 1e9 ? [1e9, "B"] : size >= 1e6 ? [1e6, "M"]
              : size >= 1e4 ? [1e3, "K"] : [1, ""];
            if (digits(unit) > 3) return number(value, digits(1));
            return number(value / unit, digits(unit)) + (value ? letter : "");
          };

          const optionsOf = chart => {
            const ink = colour("--soft"), grid = colour("--grid");
            const value = {
              grid: { color: grid, borderColor: colour("--line"), drawTicks: false },
              border: { display: false },
              beginAtZero: !!chart.zero, stacked: chart.kind === "slots" || chart.kind === "stack",
              afterDataLimits: chart.kind !== "steps" ? undefined : axis => {
                axis.min = Math.min(0, axis.min);
                axis.max += (axis.max - axis.min) * (narrow() ? 0.34 : 0.1);
              },
              ticks: { color: ink, padding: 8, maxTicksLimit: 7,
                precision: chart.decimals ? undefined : 0,
                callback: (tick, _, all) => tickText(tick, all) }
            };
            const across = {
              grid: { display: false, borderColor: colour("--line") },
              ticks: { color: ink, maxRotation: 0, autoSkipPadding: 12 },
              stacked: value.stacked
            };
            if (chart.kind === "lines" || chart.kind === "slots") {
              Object.assign(across, { type: "linear", min: 0, max: end, afterBuildTicks: ticks });
              across.offset = false;
              if (chart.kind === "lines") {
                across.grid = { color: grid, borderColor: colour("--line") };
              }
              across.ticks.autoSkip = false;
              across.ticks.callback = (_, index, all) => all[index].label;
            }
            const flat = chart.kind === "steps";
            if (flat) across.ticks.autoSkip = false;
            const wide = chart.kind === "lines" && !narrow();
            return {
              kind: chart.kind, decimals: chart.decimals, steps: chart.steps,
              animation: false, maintainAspectRatio: false, responsive: true,
              indexAxis: flat ? "y" : "x", normalized: true,
              parsing: chart.kind === "steps" || chart.kind === "stack",
              layout: { padding: { right: wide ? 24 + room(chart) : 6, top: 6 } },
              interaction: chart.kind === "lines"
                ? { mode: "moment", intersect: false }
                : { mode: "index", intersect: false, axis: flat ? "y" : "x" },
              scales: flat ? { x: value, y: across } : { x: across, y: value },
              plugins: {
                legend: { display: false },
                tooltip: {
                  animation: false, boxWidth: 10, boxHeight: 10, boxPadding: 4, padding: 10,
                  filter: item => chart.kind === "lines" || flat || item.parsed.y !== 0,
                  callbacks: {
                    title: items => items.length ? titleOf(chart, items[0]) : "",
                    label: item => labelOf(chart, item)
                  }
                }
              }
            };
          };
          const pen = document.createElement("canvas").getContext("2d");
          const room = chart => {
            pen.font = "13px " + Chart.defaults.font.family;
            const widths = chart.series.filter(series => !series.bare)
              .map(series => pen.measureText(series.name).width);
            return Math.ceil(Math.max(0, ...widths));
          };
          const titleOf = (chart, item) => {
            if (chart.kind === "lines") {
              return dated(item.parsed.x) + "\nblock " + number(block(item.parsed.x), 0);
            }
            if (chart.kind === "slots") {
              const first = chart.edges[item.dataIndex] + 1, last = chart.edges[item.dataIndex + 1];
              return "from " + dated(time(first - 1)) + "\nblocks " + number(first, 0) + " to "
                + number(last, 0);
            }
            return chart.kind === "stack" ? chart.titles[item.dataIndex] : item.label;
          };
          const labelOf = (chart, item) => {
            const unit = chart.unit ? (chart.unit === "%" ? " %" : " " + chart.unit) : "";
            const text = value => number(value, chart.decimals) + unit;
            if (chart.kind === "steps") return text(chart.steps[item.dataIndex].value);
            return item.dataset.label + ": " + text(item.parsed.y);
          };
          const labelsOf = chart => chart.kind === "steps" ? chart.steps.map(step => step.name)
            : chart.labels;

          Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
          Chart.defaults.font.size = 12;
          const charts = data.charts.map(chart => {
            const drawn = new Chart(document.getElementById("canvas-" + chart.id), {
              type: chart.kind === "lines" ? "line" : "bar",
              data: { labels: labelsOf(chart), datasets: setsOf(chart) },
              options: optionsOf(chart), plugins: [marks]
            });
            step(drawn, chart);
            return { chart, drawn };
          });

          // Arrow keys go from value to value.
          function step(drawn, chart) {
            let place = -1;
            const show = items => {
              drawn.setActiveElements(items);
              drawn.tooltip.setActiveElements(items, { x: 0, y: 0 });
              drawn.update("none");
            };
            drawn.canvas.addEventListener("keydown", event => {
              const count = chart.kind === "lines" ? 101 : drawn.data.datasets[0].data.length;
              const go = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
              if (event.key === "Escape") { place = -1; show([]); return; }
              if (!go) return;
              event.preventDefault();
              place = Math.min(count - 1, Math.max(0, place + go));
              show(chart.kind === "lines" ? itemsAt(drawn, end * place / (count - 1))
                : drawn.data.datasets.map((_, datasetIndex) => ({ datasetIndex, index: place })));
            });
            drawn.canvas.addEventListener("blur", () => {
              if (place >= 0) { place = -1; show([]); }
            });
          }

          // Light, dark and paper have colours of their own.
          const restyle = () => charts.forEach(({ chart, drawn }) => {
            drawn.data.datasets = setsOf(chart);
            drawn.options = optionsOf(chart);
            drawn.update("none");
          });
          const paper = matchMedia("print");
          matchMedia("(prefers-color-scheme: dark)").addEventListener("change", restyle);
          paper.addEventListener("change", restyle);
          addEventListener("beforeprint", restyle);
          addEventListener("afterprint", () => {
            restyle();
            charts.forEach(({ drawn }) => drawn.resize());
          });
          let width = narrow();
          addEventListener("resize", () => {
            if (width !== narrow()) { width = narrow(); restyle(); }
          });

          // A link into something closed opens it.
          const open = () => {
            const target = location.hash && document.getElementById(location.hash.slice(1));
            if (target && target.tagName === "DETAILS") {
              target.open = true;
              target.scrollIntoView();
              target.querySelector("summary").focus({ preventScroll: true });
            }
          };
          addEventListener("hashchange", open);
          open();
          window.ballastCharts = charts.map(({ chart, drawn }) => ({ id: chart.id, drawn }));
        })();
        """#
}

using CarSearch.Bench.Reports;
using CarSearch.Bench.Servers;

namespace CarSearch.Bench.Figures;

/// <summary>How soon a published build answers its first health request, on a database that exists.</summary>
internal static class StartFigure
{
    public static async Task MeasureAsync(Workbench workbench, Report report, CancellationToken cancellationToken)
    {
        var runs = workbench.Quick ? 3 : 15;
        var settings = new HostSettings { Folder = workbench.NewFolder() };
        var (bare, host) = (new List<double>(), new List<double>());

        // The first pair makes the database and fills the system's file cache: it does not count.
        for (var run = -1; run < runs; run++)
        {
            var bareMs = await StartAsync(() => workbench.StartBareAsync(["start"], cancellationToken), cancellationToken);
            var hostMs = await StartAsync(() => workbench.StartHostAsync(settings, cancellationToken), cancellationToken);
            if (run >= 0)
            {
                bare.Add(bareMs);
                host.Add(hostMs);
            }
        }

        var (bareSpread, hostSpread) = (Spread.Of(bare), Spread.Of(host));
        report.Add(Figure.Compare("Start to first healthy answer, published build", bare, host, " ms", max: 2));
        report.Note(
            $"Start: {runs} pairs; bare {bareSpread.Low:N0}–{bareSpread.High:N0} ms, " +
            $"CarSearch {hostSpread.Low:N0}–{hostSpread.High:N0} ms.");
    }

    private static async Task<double> StartAsync(Func<Task<ServerProcess>> start, CancellationToken cancellationToken)
    {
        await using var server = await start();
        await server.StopAsync(cancellationToken);
        return server.StartTime.TotalMilliseconds;
    }
}

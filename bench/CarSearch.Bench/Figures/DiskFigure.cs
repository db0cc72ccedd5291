using CarSearch.Bench.Reports;
using CarSearch.Bench.Searches;
using CarSearch.Bench.Servers;

namespace CarSearch.Bench.Figures;

/// <summary>What an ended search takes up on disk, and what processor time it took, for small and for large searches.</summary>
internal static class DiskFigure
{
    private const int Connections = 16;

    public static async Task MeasureAsync(Workbench workbench, Report report, CancellationToken cancellationToken)
    {
        await MeasureAsync(workbench, report, 100, workbench.Quick ? 200 : 3_000, cancellationToken);
        await MeasureAsync(workbench, report, 1_000, workbench.Quick ? 30 : 500, cancellationToken);
    }

    private static async Task MeasureAsync(
        Workbench workbench, Report report, int offers, int searches, CancellationToken cancellationToken)
    {
        var fleet = await workbench.FleetAsync(cancellationToken);
        var settings = new HostSettings { Folder = workbench.NewFolder(), OffersPerAirport = fleet.OffersPerAirport(offers) };
        var warmUp = Math.Max(20, searches / 5);
        var bodies = fleet.Bodies(0, warmUp + searches);
        TimeSpan processorTime;
        double total;
        await using (var server = await workbench.StartHostAsync(settings, cancellationToken))
        {
            var (_, first) = await Searching.PostAsync(server, bodies[..warmUp], Connections, cancellationToken);
            await Searching.SettleAsync(server, cancellationToken);

            // From POST to the record written down, and no GET between.
            var before = server.ProcessorTime;
            var (_, tokens) = await Searching.PostAsync(server, bodies[warmUp..], Connections, cancellationToken);
            await Searching.SettleAsync(server, cancellationToken);
            processorTime = (server.ProcessorTime - before) / searches;

            var ended = await Searching.AuditAsync(server, [.. first, .. tokens], TimeSpan.FromMinutes(1), cancellationToken);
            total = ended.Average(answer => answer.Total);
            await server.StopAsync(cancellationToken);
        }

        var files = new DirectoryInfo(settings.Folder).GetFiles()
            .Where(file => !file.Name.EndsWith("-shm", StringComparison.Ordinal)).ToList();
        var bytes = files.Sum(file => file.Length) / (double)bodies.Count;
        report.Add(Figure.Of(
            $"Disk, searches of {total:N0} offers", $"{bytes / 1024:N1} KiB a search, {bytes / total:N0} bytes an offer"));
        report.Add(Figure.Of(
            $"CPU from POST to the end, {total:N0} offers",
            $"{processorTime.TotalMilliseconds:0.00} ms a search, {processorTime.TotalMicroseconds / total:0.0} µs an offer"));
        report.Note(
            $"Disk: {bodies.Count:N0} ended searches, after the host has stopped: " +
            $"{string.Join(", ", files.OrderBy(file => file.Name).Select(file => $"{file.Name} {file.Length / 1024:N0} KiB"))}.");
        Directory.Delete(settings.Folder, recursive: true);
    }
}

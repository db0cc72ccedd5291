using System.Diagnostics;
using System.Xml;
using CarSearch.Bench.Answers;
using CarSearch.Bench.Reports;
using CarSearch.Bench.Servers;
using CarSearch.OpenTravel.Requests;
using CarSearch.OpenTravel.Responses;
using CarSearch.Rentals;

namespace CarSearch.Bench.Figures;

/// <summary>Parses OpenTravel responses in real-world shapes; the baseline is an <see cref="XmlReader"/> over the same bytes.</summary>
internal static class ParseFigure
{
    private const int Bytes = 10_000_000;
    private const double Goal = 0.6;

    private static readonly AvailabilityQuery Query = new(Weekend(), "JFK", "JFK", "bench");

    public static async Task MeasureAsync(Workbench workbench, Report report, CancellationToken cancellationToken)
    {
        var (bytes, rounds) = workbench.Quick ? (Bytes / 20, 3) : (Bytes, 25);
        var shapes = GrownAnswer.All(Path.Combine(workbench.Options.Root, "CarSearch.Tests", "OpenTravel", "Messages"), bytes);
        await CompareAsync(
            "OpenTravel answers read, 10 MB in nine shapes of real ones",
            [.. shapes.Select(shape => shape.Bytes)],
            rounds,
            Goal,
            report,
            cancellationToken);
        var sizes = shapes.Select(shape => $"{shape.Name} ({shape.Bytes.Length / 1024:N0} KiB)");
        report.Note($"OpenTravel: answers of {string.Join(", ", sizes)}.");
        byte[][] dense = [.. Enumerable.Repeat(GrownAnswer.Dense(bytes / 9), 9)];
        await CompareAsync(
            "The same, attributes that are all read and nothing else", dense, rounds, null, report, cancellationToken);
    }

    private static async Task CompareAsync(
        string name, byte[][] answers, int rounds, double? goal, Report report, CancellationToken cancellationToken)
    {
        var megabytes = answers.Sum(answer => answer.Length) / 1e6;
        var (bareSpeeds, speeds) = (new List<double>(), new List<double>());
        var (offers, dropped, allocated) = (0, 0, 0L);
        for (var round = -rounds; round < rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            GC.Collect();
            var began = Stopwatch.GetTimestamp();
            Array.ForEach(answers, GoOver);
            var bare = megabytes / Stopwatch.GetElapsedTime(began).TotalSeconds;

            GC.Collect();
            (offers, dropped) = (0, 0);
            var before = GC.GetTotalAllocatedBytes(precise: true);
            began = Stopwatch.GetTimestamp();
            foreach (var answer in answers)
            {
                using var body = new MemoryStream(answer);
                var read = await AvailabilityReader.ReadAsync(body, null, Query, isGross: true, cancellationToken);
                (offers, dropped) = (offers + read.Offers.Count, dropped + read.Dropped);
            }

            var speed = megabytes / Stopwatch.GetElapsedTime(began).TotalSeconds;
            allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
            if (round >= 0)
            {
                bareSpeeds.Add(bare);
                speeds.Add(speed);
            }
        }

        report.Add(Figure.Compare(name, bareSpeeds, speeds, " MB/s", min: goal));
        var total = Math.Max(1, offers + dropped);
        report.Note(
            $"{name}: {rounds} pairs of rounds in one process after as many of warm-up, " +
            $"{megabytes:0.0} MB, {offers:N0} offers and {dropped:N0} dropped; " +
            $"{allocated / total:N0} bytes allocated an offer, {1e6 * megabytes / Spread.Of(speeds).Median / total:0.0} µs.");
    }

    private static void GoOver(byte[] answer)
    {
        using var reader = XmlReader.Create(new MemoryStream(answer), new() { DtdProcessing = DtdProcessing.Prohibit });
        while (reader.Read())
        {
        }
    }

    private static SearchRequest Weekend()
    {
        RentalPoint Kennedy(int day) => new()
        {
            Place = "JFK",
            Name = "Kennedy",
            Country = "US",
            TimeZone = "America/New_York",
            At = new(2026, 12, day, 10, 0, 0),
            Airports = [new("JFK", "Kennedy")],
        };
        return new() { PickUp = Kennedy(4), DropOff = Kennedy(6), Days = 2, DriverAge = 30, Residence = "US", Currency = "USD" };
    }
}

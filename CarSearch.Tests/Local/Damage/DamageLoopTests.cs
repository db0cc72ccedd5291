using System.Diagnostics;
using System.Net;
using CarSearch.Tests.Support;
using Xunit.Abstractions;

namespace CarSearch.Tests.Local.Damage;

/// <summary>
/// Kills the executable under load, damages its files at random, and starts it again: it either refuses with a message, or starts and
/// reports what is lost. By default each damage once; CARSEARCH_DAMAGE_SECONDS=3600 goes on for an hour, CARSEARCH_CRASH_SEED=7 changes
/// the damages.
/// </summary>
public sealed class DamageLoopTests(ITestOutputHelper output)
{
    private static readonly (string Name, Func<string, Random, bool> Apply)[] Damages =
    [
        ("delete the log", (database, _) => Delete(database + "-wal")),
        ("delete the log and its index", (database, _) => Delete(database + "-wal") | Delete(database + "-shm")),
        ("flip a bit of the log", (database, random) => FlipBit(database + "-wal", random)),
        ("overwrite the header of the log", (database, _) => Overwrite(database + "-wal", 0, 32)),
        ("truncate the log", (database, random) => Truncate(database + "-wal", random)),
        ("truncate the database", (database, random) => Truncate(database, random)),
        ("empty the database", (database, _) => Resize(database, 0)),
        ("delete the database", (database, _) => Delete(database)),
        ("flip a bit of the database", (database, random) => FlipBit(database, random)),
        ("overwrite a page of the database", (database, random) => OverwritePage(database, random)),
    ];

    [Fact]
    public async Task After_damage_the_host_refuses_or_reports_what_is_lost()
    {
        var seed = CrashTests.GetSetting("CARSEARCH_CRASH_SEED", 20261123);
        var limit = TimeSpan.FromSeconds(CrashTests.GetSetting("CARSEARCH_DAMAGE_SECONDS", 0));
        var random = new Random(seed);
        var clock = Stopwatch.StartNew();
        for (var round = 0; round < Damages.Length || clock.Elapsed < limit; round++)
        {
            var (name, apply) = round < Damages.Length ? Damages[round] : Damages[random.Next(Damages.Length)];
            using var folder = new TempFolder();
            var workload = new CrashWorkload(seed + round);
            await using (var host = await CrashTests.StartAsync(folder))
            {
                var clients = Enumerable.Range(0, 3).Select(client => workload.RunAsync(host, round, client)).ToArray();
                await workload.AcceptedAsync(5 + random.Next(40));
                await host.KillAsync();
                await Task.WhenAll(clients);
            }

            var isChanged = apply(folder.Database, random);
            var result = await RestartAsync(folder, workload, isChanged, $"round {round} (seed {seed}): {name}");
            output.WriteLine($"{round}: {name}: {result}");
        }
    }

    /// <summary>Starts the host, and verifies that it refuses, or has all searches, or reports that some are lost.</summary>
    private static async Task<string> RestartAsync(TempFolder folder, CrashWorkload workload, bool isChanged, string round)
    {
        await using var host = await LocalProcess.TryStartAsync(folder.Path, CrashTests.Settings);
        if (host.HasExited)
        {
            Assert.Equal(1, await host.ExitAsync());
            Assert.True(isChanged, $"{round}: {host.Output}");
            var isDescribed = host.Output.StartsWith("CarSearch can't start: The database ", StringComparison.Ordinal);
            Assert.True(isDescribed, $"{round}: {host.Output}");
            Assert.DoesNotContain("   at ", host.Output, StringComparison.Ordinal);
            return "refused";
        }

        using var client = host.Client();
        var lost = 0;
        foreach (var token in workload.Accepted.Where(workload.IsRetained))
        {
            var (status, _) = await CrashWorkload.GetAsync(client, token, "?limit=1");
            Assert.True(
                status is HttpStatusCode.OK or HttpStatusCode.Accepted or HttpStatusCode.NotFound or HttpStatusCode.ServiceUnavailable,
                $"{round}: {status}");
            lost += status is HttpStatusCode.NotFound ? 1 : 0;
        }

        var isReported = host.Output.Contains("write-ahead log", StringComparison.Ordinal)
            || host.Output.Contains("unreadable row", StringComparison.Ordinal);
        var isDamaged = host.Output.Contains("is damaged: ", StringComparison.Ordinal);

        // SQLite has no checksums for rows: a flipped bit of a token is another token.
        var maxLost = isReported || isDamaged ? int.MaxValue
            : round.Contains("flip a bit of the database", StringComparison.Ordinal) ? 1
            : 0;
        Assert.True(lost <= maxLost, $"{round}: {lost} of {workload.Accepted.Count} searches are lost silently. {host.Output}");
        Assert.True(isChanged || !isReported, $"{round}: nothing was damaged. {host.Output}");
        Assert.DoesNotContain("Unhandled exception", host.Output, StringComparison.Ordinal);
        return $"{lost} of {workload.Accepted.Count} lost, {(isDamaged ? "damaged" : isReported ? "reported" : "nothing reported")}";
    }

    private static bool Delete(string file)
    {
        var exists = File.Exists(file);
        File.Delete(file);
        return exists;
    }

    private static bool FlipBit(string file, Random random) => Change(file, bytes =>
    {
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return bytes;
    });

    private static bool Truncate(string file, Random random) => Change(file, bytes => bytes[..random.Next(bytes.Length)]);

    private static bool Resize(string file, int length) => Change(file, bytes => bytes[..length]);

    private static bool Overwrite(string file, int start, int length) => Change(file, bytes =>
    {
        bytes.AsSpan(start, length).Fill(0xEE);
        return bytes;
    });

    private static bool OverwritePage(string file, Random random) =>
        Change(file, bytes =>
        {
            bytes.AsSpan(4096 * random.Next(bytes.Length / 4096), 4096).Fill(0xEE);
            return bytes;
        });

    private static bool Change(string file, Func<byte[], byte[]> change)
    {
        File.WriteAllBytes(file, change(File.ReadAllBytes(file)));
        return true;
    }
}

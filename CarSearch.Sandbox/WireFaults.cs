using System.Text;

namespace CarSearch.Sandbox;

/// <summary>Faults of the way an answer takes: late, in part, or in other bytes than it says. A wrong message gets its errors the same way.</summary>
internal static class WireFaults
{
    private const int UsualDelay = 60;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("slow", $"the offers, &seconds=N late, {UsualDelay} unless told", SendLateAsync),
        new("stall", "half of the answer, then nothing more, the connection left open", StallAsync),
        new("reset", "the connection is reset before the answer", ResetAsync),
        new("truncated", "the answer ends in the middle of a tag, the connection is closed as after a whole one", TruncateAsync),
        new("cut", "half of the answer, then the connection is reset", CutAsync),
        new("charset", "says that it is UTF-8, but is ISO 8859-1, with an é in every vendor's name", MisencodeAsync),
    ];

    private static async Task SendLateAsync(Exchange exchange)
    {
        await Task.Delay(TimeSpan.FromSeconds(exchange.Choice.Seconds ?? UsualDelay), exchange.Time, exchange.Ended).ConfigureAwait(false);
        await exchange.SendOffersAsync().ConfigureAwait(false);
    }

    private static async Task StallAsync(Exchange exchange)
    {
        await SendHalfAsync(exchange).ConfigureAwait(false);
        await Task.Delay(Timeout.InfiniteTimeSpan, exchange.Time, exchange.Ended).ConfigureAwait(false);
    }

    private static Task ResetAsync(Exchange exchange)
    {
        exchange.Http.Abort();
        return Task.CompletedTask;
    }

    private static async Task TruncateAsync(Exchange exchange)
    {
        var (answer, bytes) = await MakeAsync(exchange).ConfigureAwait(false);
        answer.Head(exchange.Response);

        // A "<" and two letters after it: "<Veh", "<Loca", "</Veh". Neither is a whole tag.
        var end = bytes.AsSpan(bytes.Length / 2).IndexOf((byte)'<') is var at and >= 0 ? (bytes.Length / 2) + at : bytes.AsSpan().LastIndexOf((byte)'<');
        await exchange.Response.Body.WriteAsync(bytes.AsMemory(0, end + 3), exchange.Ended).ConfigureAwait(false);
    }

    private static async Task CutAsync(Exchange exchange)
    {
        await SendHalfAsync(exchange).ConfigureAwait(false);
        exchange.Http.Abort();
    }

    private static async Task SendHalfAsync(Exchange exchange)
    {
        var (answer, bytes) = await MakeAsync(exchange).ConfigureAwait(false);
        answer.Head(exchange.Response);
        await exchange.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), exchange.Ended).ConfigureAwait(false);

        // Compressed or not, the half leaves now: nothing comes after it.
        await exchange.Response.Body.FlushAsync(exchange.Ended).ConfigureAwait(false);
    }

    private static async Task MisencodeAsync(Exchange exchange)
    {
        var change = new AnswerChange { Vendors = vendors => vendors.Select(vendor => vendor with { Vendor = $"{vendor.Vendor} Café" }) };
        var (answer, bytes) = await MakeAsync(exchange, change).ConfigureAwait(false);
        answer.Head(exchange.Response);
        await exchange.Response.Body.WriteAsync(Encoding.Convert(Encoding.UTF8, Encoding.Latin1, bytes), exchange.Ended).ConfigureAwait(false);
    }

    private static async Task<(Answer Answer, byte[] Bytes)> MakeAsync(Exchange exchange, AnswerChange? change = null)
    {
        var answer = await exchange.OffersAsync(change).ConfigureAwait(false);
        return (answer, await answer.BytesAsync(exchange.Ended).ConfigureAwait(false));
    }
}

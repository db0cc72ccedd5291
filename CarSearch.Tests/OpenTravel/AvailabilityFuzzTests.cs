using System.Text.Json;
using CarSearch.Offers;
using CarSearch.OpenTravel.Responses;
using CarSearch.Suppliers;
using Xunit.Abstractions;

namespace CarSearch.Tests.OpenTravel;

/// <summary>Whatever becomes of an answer on its way, it is offers that can be served, or one sentence: never another fault, never memory without bound.</summary>
public sealed class AvailabilityFuzzTests(ITestOutputHelper output)
{
    private const int Rounds = 10_000;

    // Buffers and tables of a reader, and so much for each byte that it reads.
    private const long LeastMemory = 1_500_000;
    private const int MemoryOfByte = 40;

    // Far more than it takes: a guard against a loop without end.
    private const int Guard = 300_000;

    private readonly Mutations mutations = new([.. OpenTravelMessages.Names.Select(OpenTravelMessages.Bytes)]);

    // The page is no XML, and has no tree.
    private readonly TreeMutations treeMutations = new(OpenTravelMessages.Names.Where(name => name != "page").Select(OpenTravelMessages.Bytes));

    [Fact(Timeout = Guard)]
    public async Task Ten_thousand_spoiled_messages_are_read_or_refused()
    {
        var (read, refused, offers) = (0, 0, 0);
        await Task.Run(async () =>
        {
            for (var seed = 0; seed < Rounds; seed++)
            {
                if (await TryAsync(seed) is { } found)
                {
                    read++;
                    offers += found;
                }
                else
                {
                    refused++;
                }
            }
        });

        // A fuzzer whose messages all break in the first tag tries nothing.
        output.WriteLine($"{read} read, {refused} refused, {offers} offers");
        Assert.True(read > Rounds / 4, $"Only {read} were read.");
        Assert.True(refused > Rounds / 10, $"Only {refused} were refused.");
        Assert.True(offers > read, $"Only {offers} offers were read.");
    }

    /// <returns>The offers that were read; null when the answer was refused.</returns>
    private async Task<int?> TryAsync(int seed)
    {
        var (bytes, charset) = seed % 2 == 0 ? mutations.Make(seed) : (treeMutations.Make(seed), null);
        var question = OpenTravelMessages.Question("NYC", "USD", seed % 5 == 0 ? "MAD" : null, 1 + (seed % 90));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Availability answer;
        try
        {
            answer = await Reading.ReadAsync(bytes, question, isGross: seed % 3 == 0, charset);
        }
        catch (Exception exception) when (exception is UnreadableAnswerException or AnswerTooLargeException)
        {
            return null;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Seed {seed} threw {exception.GetType().Name}.", exception);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= LeastMemory + (MemoryOfByte * (long)bytes.Length), $"Seed {seed} took {allocated} bytes for {bytes.Length}.");
        Judge(answer, seed);
        var block = new OfferBlockBuilder("Beta", 8, question.Search.Days, Reading.Decimals).Build(new(answer.Offers, answer.Dropped), out var dropped);
        Assert.True(block.Count + dropped == answer.Offers.Count + answer.Dropped, $"Seed {seed} lost an offer.");
        using var document = JsonDocument.Parse((byte[])[(byte)'[', .. block.Json.Span, (byte)']']);
        foreach (var offer in document.RootElement.EnumerateArray())
        {
            Assert.True(IsSound(offer.GetProperty("price")), $"Seed {seed} has the price {offer.GetProperty("price")}.");
        }

        return block.Count;
    }

    private static void Judge(Availability answer, int seed)
    {
        try
        {
            Reading.Outcome.Judge(answer);
        }
        catch (SupplierException exception)
        {
            Assert.True(exception.Message.StartsWith("Beta", StringComparison.Ordinal) && exception.Message.Length <= 500, $"Seed {seed}: {exception.Message}");
        }
    }

    private static bool IsSound(JsonElement price)
    {
        var total = price.GetProperty("total").GetDecimal();
        return total > 0 && Part("base") && Part("taxesAndFees") && Part("payAtPickUp");

        bool Part(string name) => price.GetProperty(name) is var part && (part.ValueKind is JsonValueKind.Null || (part.GetDecimal() >= 0 && part.GetDecimal() <= total));
    }
}

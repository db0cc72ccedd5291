using System.Text.Json;
using CarSearch.Offers;
using CarSearch.OpenTravel.Responses;
using CarSearch.Suppliers;
using Xunit.Abstractions;

namespace CarSearch.Tests.OpenTravel;

/// <summary>A mutated response results in offers that can be served or in one message, in bounded memory.</summary>
public sealed class AvailabilityFuzzTests(ITestOutputHelper output)
{
    private const int Rounds = 10_000;

    // Buffers and tables of the reader, and memory per byte of the message.
    private const long BaseMemory = 1_500_000;
    private const int MemoryPerByte = 40;

    // Detects an endless loop.
    private const int TimeoutMs = 300_000;

    private readonly Mutations mutations = new([.. OpenTravelMessages.Names.Select(OpenTravelMessages.Bytes)]);

    // The page is not XML.
    private readonly TreeMutations treeMutations = new(
        OpenTravelMessages.Names.Where(name => name != "page").Select(OpenTravelMessages.Bytes));

    [Fact(Timeout = TimeoutMs)]
    public async Task Ten_thousand_mutated_messages_are_read_or_rejected()
    {
        var (read, rejected, offers) = (0, 0, 0);
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
                    rejected++;
                }
            }
        });

        // Ensures that enough mutated messages are still read.
        output.WriteLine($"{read} read, {rejected} rejected, {offers} offers");
        Assert.True(read > Rounds / 4, $"Only {read} were read.");
        Assert.True(rejected > Rounds / 10, $"Only {rejected} were rejected.");
        Assert.True(offers > read, $"Only {offers} offers were read.");
    }

    /// <returns>The number of offers, or null if the response was rejected.</returns>
    private async Task<int?> TryAsync(int seed)
    {
        var (bytes, charset) = seed % 2 == 0 ? mutations.Create(seed) : (treeMutations.Create(seed), null);
        var query = OpenTravelMessages.Query("NYC", "USD", seed % 5 == 0 ? "MAD" : null, 1 + (seed % 90));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Availability response;
        try
        {
            response = await TestReader.ReadAsync(bytes, query, isGross: seed % 3 == 0, charset);
        }
        catch (UnreadableResponseException)
        {
            return null;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Seed {seed} threw {exception.GetType().Name}.", exception);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(
            allocated <= BaseMemory + (MemoryPerByte * (long)bytes.Length), $"Seed {seed} took {allocated} bytes for {bytes.Length}.");
        AssertMessage(response, seed);
        var block = new OfferBlockBuilder("Beta", 8, query.Search.Days, TestReader.Decimals)
            .Build(new(response.Offers, response.Dropped), out var dropped);
        Assert.True(block.Count + dropped == response.Offers.Count + response.Dropped, $"Seed {seed} lost an offer.");
        using var document = JsonDocument.Parse((byte[])[(byte)'[', .. block.Json.Span, (byte)']']);
        foreach (var offer in document.RootElement.EnumerateArray())
        {
            Assert.True(IsSound(offer.GetProperty("price")), $"Seed {seed} has the price {offer.GetProperty("price")}.");
        }

        return block.Count;
    }

    private static void AssertMessage(Availability response, int seed)
    {
        try
        {
            TestReader.Evaluator.Evaluate(response);
        }
        catch (SupplierException exception)
        {
            Assert.True(exception.Message.StartsWith("Beta", StringComparison.Ordinal) && exception.Message.Length <= 500,
                $"Seed {seed}: {exception.Message}");
        }
    }

    private static bool IsSound(JsonElement price)
    {
        var total = price.GetProperty("total").GetDecimal();
        return total > 0 && Part("base") && Part("taxesAndFees") && Part("payAtPickUp");

        bool Part(string name) => price.GetProperty(name) is var part
            && (part.ValueKind is JsonValueKind.Null || (part.GetDecimal() >= 0 && part.GetDecimal() <= total));
    }
}

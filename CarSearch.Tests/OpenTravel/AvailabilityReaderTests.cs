using CarSearch.OpenTravel.Responses;
using CarSearch.Tests.OpenTravel.Expected;

namespace CarSearch.Tests.OpenTravel;

/// <summary>Holds the reader to the tables of what a careful reader finds in each message.</summary>
public sealed class AvailabilityReaderTests
{
    private static readonly ReadMessage[] All = [.. RentalCompanies.All, .. Brokers.All, .. Rules.All];

    public static TheoryData<string, bool> Messages
    {
        get
        {
            var rows = new TheoryData<string, bool>();
            foreach (var message in All)
            {
                rows.Add(message.File, message.IsGross);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task A_message_is_read_as_a_careful_reader_reads_it(string file, bool isGross)
    {
        var message = Find(file, isGross);
        Check(message, await Reading.ReadAsync(OpenTravelMessages.Bytes(file), message.Question, isGross));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task A_message_that_comes_byte_by_byte_is_read_alike(string file, bool isGross)
    {
        var message = Find(file, isGross);
        using var body = new PiecewiseStream(OpenTravelMessages.Bytes(file), () => 1);
        Check(message, await Reading.ReadAsync(body, message.Question, isGross));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task A_message_that_comes_in_pieces_of_any_size_is_read_alike(string file, bool isGross)
    {
        var message = Find(file, isGross);
        for (var seed = 0; seed < 5; seed++)
        {
            var random = new Random(seed);
            using var body = new PiecewiseStream(OpenTravelMessages.Bytes(file), () => random.Next(1, 1 << random.Next(1, 13)));
            Check(message, await Reading.ReadAsync(body, message.Question, isGross));
        }
    }

    [Fact]
    public void Every_message_is_in_a_table()
    {
        var tables = All.Select(message => message.File).Concat(Failures.All.Select(failure => failure.File));
        Assert.Empty(OpenTravelMessages.Names.Except(tables));
    }

    private static ReadMessage Find(string file, bool isGross) => All.Single(message => message.File == file && message.IsGross == isGross);

    private static void Check(ReadMessage message, Availability answer)
    {
        var expected = message.Offers.ReplaceLineEndings("\n").Trim('\n').Split('\n');
        var read = OfferLines.Of(Reading.Shown(answer, message.Question, out var dropped)).ToArray();
        for (var i = 0; i < Math.Max(expected.Length, read.Length); i++)
        {
            var (should, does) = (expected.ElementAtOrDefault(i), read.ElementAtOrDefault(i));
            if (should?.Trim() != does?.Trim())
            {
                Assert.Fail($"{message.File}, offer {(i / 2) + 1}\n  expected {should?.Trim() ?? "no more offers"}\n  but read {does?.Trim() ?? "no more offers"}");
            }
        }

        Assert.Equal(message.Dropped, dropped);
    }
}

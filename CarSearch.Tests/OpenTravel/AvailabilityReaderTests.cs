using CarSearch.OpenTravel.Responses;
using CarSearch.Tests.OpenTravel.Expected;

namespace CarSearch.Tests.OpenTravel;

/// <summary>Compares the reader with the expected offers of each message.</summary>
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

    /// <summary>Reads each message whole, byte by byte and in pieces of random sizes.</summary>
    [Theory]
    [MemberData(nameof(Messages))]
    public async Task A_message_is_read_as_expected_however_it_arrives(string file, bool isGross)
    {
        var message = All.Single(message => message.File == file && message.IsGross == isGross);
        var bytes = OpenTravelMessages.Bytes(file);
        Check(message, await TestReader.ReadAsync(bytes, message.Query, isGross));
        for (var seed = 0; seed < 6; seed++)
        {
            var random = new Random(seed);
            using var body = new PiecewiseStream(bytes, () => seed == 0 ? 1 : random.Next(1, 1 << random.Next(1, 13)));
            Check(message, await TestReader.ReadAsync(body, message.Query, isGross));
        }
    }

    [Fact]
    public void Every_message_is_covered()
    {
        var tables = All.Select(message => message.File).Concat(Failures.All.Select(failure => failure.File));
        Assert.Empty(OpenTravelMessages.Names.Except(tables));
    }

    private static void Check(ReadMessage message, Availability response)
    {
        var text = message.Offers.ReplaceLineEndings("\n").Trim('\n');
        var expected = System.Text.RegularExpressions.Regex.Replace(text, @"\|\n +", "| ").Split('\n');
        var read = OfferLines.Format(TestReader.GetServedOffers(response, message.Query, out var dropped)).ToArray();
        for (var i = 0; i < Math.Max(expected.Length, read.Length); i++)
        {
            var (wanted, actual) = (expected.ElementAtOrDefault(i), read.ElementAtOrDefault(i));
            if (wanted?.Trim() != actual?.Trim())
            {
                Assert.Fail(
                    $"{message.File}, offer {(i / 2) + 1}\n  " +
                    $"expected {wanted?.Trim() ?? "no more offers"}\n  but read {actual?.Trim() ?? "no more offers"}");
            }
        }

        Assert.Equal(message.Dropped, dropped);
    }
}

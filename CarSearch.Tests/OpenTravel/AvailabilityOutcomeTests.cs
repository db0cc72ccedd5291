using CarSearch.OpenTravel.Responses;
using CarSearch.Suppliers;
using CarSearch.Tests.OpenTravel.Expected;

namespace CarSearch.Tests.OpenTravel;

/// <summary>What answers without offers come to, and errors beside offers.</summary>
public sealed class AvailabilityOutcomeTests
{
    public static TheoryData<string> Messages { get; } = new(Failures.All.Select(failure => failure.File));

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task An_answer_without_offers_is_judged_as_a_careful_reader_judges_it(string file)
    {
        var expected = Failures.All.Single(failure => failure.File == file);
        var (sentence, isTransient) = await JudgeAsync(OpenTravelMessages.Bytes(file));
        Assert.Equal(expected.Sentence, sentence);
        Assert.Equal(expected.IsTransient, isTransient);
    }

    [Fact]
    public async Task Errors_beside_offers_are_told_and_the_offers_stay()
    {
        var answer = await Reading.ReadAsync(OpenTravelMessages.Bytes("errors-beside-offers"), OpenTravelMessages.Question("JFK", "USD"));
        Assert.Equal(2, answer.Offers.Count);
        Assert.Equal("Beta reports beside its offers: One office did not answer (OTA error 450).", Reading.Outcome.Judge(answer));
    }

    [Fact]
    public async Task Warnings_beside_offers_are_only_told()
    {
        var answer = await Reading.ReadAsync(OpenTravelMessages.Bytes("bare-net-with-estimate"), OpenTravelMessages.Question("MAD", "EUR"));
        Assert.Null(Reading.Outcome.Judge(answer));
        Assert.Equal(7, answer.Told.Warnings.Count);
        Assert.Equal("MINIMUM AGE 23 (OTA error without a code)", Reading.Outcome.Told(answer.Told.Warnings[1]));
    }

    [Theory]
    [InlineData("", "Beta's answer is empty.", true)]
    [InlineData("no cars today", "Beta's answer is not XML (line 1, position 1).", false)]
    [InlineData("<OTA_VehAvailRateRS><Success/>", "Beta's answer breaks off (line 1, position 31).", true)]
    [InlineData("<OTA_VehAvailRateRS><Success></OTA_VehAvailRateRS>", "Beta's answer is not well-formed XML (line 1, position 32).", false)]
    [InlineData("<a:Envelope xmlns:a='urn:x'><a:Body/></a:Envelope>", "Beta's answer is not an OTA_VehAvailRateRS but an empty envelope.", false)]
    [InlineData("<Report><Success/></Report>", "Beta's answer is not an OTA_VehAvailRateRS but Report.", false)]
    [InlineData("<OTA_VehAvailRateRS/>", "Beta's answer says neither that it succeeded nor that it failed.", false)]
    [InlineData("<OTA_VehAvailRateRS><VehAvailRSCore/></OTA_VehAvailRateRS>", null, false)]
    [InlineData("<OTA_VehAvailRateRS><Errors><Error Code=' 301 '/><Error Code='322'/></Errors></OTA_VehAvailRateRS>", null, false)]
    [InlineData("<OTA_VehAvailRateRS><Errors><Error Code='450'/><Error Code='322'/></Errors></OTA_VehAvailRateRS>", "Beta refused the request (OTA error 450).", false)]
    [InlineData("<OTA_VehAvailRateRS><Errors><Error/></Errors></OTA_VehAvailRateRS>", "Beta refused the request (OTA error without a code).", false)]
    [InlineData(
        "<OTA_VehAvailRateRS><Errors><Error Code='394'>Key s3cr3t of CS-4711\nat https://x.example/a is unknown.</Error></Errors></OTA_VehAvailRateRS>",
        "Beta refused the request: Key *** of *** at *** is unknown (OTA error 394).",
        false)]
    public async Task A_short_answer_is_told_in_one_sentence(string answer, string? expected, bool isTransient) =>
        Assert.Equal((expected, isTransient), await JudgeAsync(System.Text.Encoding.UTF8.GetBytes(answer)));

    private static async Task<(string? Sentence, bool IsTransient)> JudgeAsync(byte[] bytes)
    {
        try
        {
            var answer = await Reading.ReadAsync(bytes, OpenTravelMessages.Question("JFK", "USD"));
            Assert.Empty(answer.Offers);
            return (Reading.Outcome.Judge(answer), false);
        }
        catch (SupplierException exception)
        {
            return (exception.Message, exception.IsTransient);
        }
        catch (UnreadableAnswerException exception)
        {
            // As OpenTravelSupplier tells it.
            return ($"Beta's answer {exception.What}.", exception.IsTransient);
        }
    }
}

using CarSearch.OpenTravel.Responses;
using CarSearch.Suppliers;
using CarSearch.Tests.OpenTravel.Expected;

namespace CarSearch.Tests.OpenTravel;

/// <summary>The outcomes of responses without offers, and of errors beside offers.</summary>
public sealed class AvailabilityEvaluatorTests
{
    public static TheoryData<string> Messages { get; } = new(Failures.All.Select(failure => failure.File));

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task A_response_without_offers_has_the_expected_outcome(string file)
    {
        var expected = Failures.All.Single(failure => failure.File == file);
        var (message, isTransient) = await EvaluateAsync(OpenTravelMessages.Bytes(file));
        Assert.Equal(expected.ErrorMessage, message);
        Assert.Equal(expected.IsTransient, isTransient);
    }

    [Fact]
    public async Task Errors_beside_offers_are_reported_and_the_offers_are_kept()
    {
        var response = await TestReader.ReadAsync(OpenTravelMessages.Bytes("errors-beside-offers"), OpenTravelMessages.Query("JFK", "USD"));
        Assert.Equal(2, response.Offers.Count);
        Assert.Equal("Beta reported an error beside its offers: One office did not respond (OTA error 450).",
            TestReader.Evaluator.Evaluate(response));
    }

    [Fact]
    public async Task Warnings_beside_offers_are_only_logged()
    {
        var response = await TestReader.ReadAsync(
            OpenTravelMessages.Bytes("bare-net-with-estimate"), OpenTravelMessages.Query("MAD", "EUR"));
        Assert.Null(TestReader.Evaluator.Evaluate(response));
        Assert.Equal(7, response.Status.Warnings.Count);
        Assert.Equal("MINIMUM AGE 23 (OTA error without a code)", TestReader.Evaluator.Describe(response.Status.Warnings[1]));
    }

    [Theory]
    [InlineData("", "Beta's response is empty.", true)]
    [InlineData("no cars today", "Beta's response is not XML (line 1, position 1).", false)]
    [InlineData("<OTA_VehAvailRateRS><Success/>", "Beta's response is incomplete (line 1, position 31).", true)]
    [InlineData(
        "<OTA_VehAvailRateRS><Success></OTA_VehAvailRateRS>", "Beta's response is not well-formed XML (line 1, position 32).", false)]
    [InlineData(
        "<a:Envelope xmlns:a='urn:x'><a:Body/></a:Envelope>", "Beta's response is not an OTA_VehAvailRateRS but an empty envelope.", false)]
    [InlineData("<Report><Success/></Report>", "Beta's response is not an OTA_VehAvailRateRS but Report.", false)]
    [InlineData("<OTA_VehAvailRateRS/>", "Beta's response contains neither a result nor an error.", false)]
    [InlineData("<OTA_VehAvailRateRS><VehAvailRSCore/></OTA_VehAvailRateRS>", null, false)]
    [InlineData("<OTA_VehAvailRateRS><Errors><Error Code=' 301 '/><Error Code='322'/></Errors></OTA_VehAvailRateRS>", null, false)]
    [InlineData("<OTA_VehAvailRateRS><Errors><Error Code='450'/><Error Code='322'/></Errors></OTA_VehAvailRateRS>",
        "Beta rejected the request (OTA error 450).", false)]
    [InlineData("<OTA_VehAvailRateRS><Errors><Error Code='450'><Vendor Code='ZE'/>No cars</Error></Errors></OTA_VehAvailRateRS>",
        "Beta rejected the request: No cars (OTA error 450).", false)]
    [InlineData("<OTA_VehAvailRateRS><Errors><Error/></Errors></OTA_VehAvailRateRS>",
        "Beta rejected the request (OTA error without a code).", false)]
    [InlineData(
        "<OTA_VehAvailRateRS><Errors><Error Code='394'>Key s3cr3t of CS-4711\nat https://x.example/a is unknown.</Error></Errors>" +
        "</OTA_VehAvailRateRS>",
        "Beta rejected the request: Key *** of *** at *** is unknown (OTA error 394).",
        false)]
    public async Task A_short_response_has_the_expected_outcome(string response, string? expected, bool isTransient) =>
        Assert.Equal((expected, isTransient), await EvaluateAsync(System.Text.Encoding.UTF8.GetBytes(response)));

    private static async Task<(string? Message, bool IsTransient)> EvaluateAsync(byte[] bytes)
    {
        try
        {
            var response = await TestReader.ReadAsync(bytes, OpenTravelMessages.Query("JFK", "USD"));
            Assert.Empty(response.Offers);
            return (TestReader.Evaluator.Evaluate(response), false);
        }
        catch (SupplierException exception)
        {
            return (exception.Message, exception.IsTransient);
        }
        catch (UnreadableResponseException exception)
        {
            // As ResponseReader converts it.
            return ($"Beta's response {exception.Problem}.", exception.IsTransient);
        }
    }
}
